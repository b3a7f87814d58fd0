// Moving the slider shows the moment at once: the page at the new moment is fetched and what is marked is put in place.
for (const form of document.querySelectorAll("form[data-slider]")) {
  const range = form.querySelector("input[type=range]");
  let asked = 0;
  range.addEventListener("input", () => {
    clearTimeout(asked);
    asked = setTimeout(() => show(form, range), 150);
  });
}

async function show(form, range) {
  const address = new URL(form.action);
  address.search = new URLSearchParams(new FormData(form)).toString();
  const answer = await fetch(address, { cache: "no-store" });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const each of document.querySelectorAll("[data-moment]")) {
    const next = fresh.getElementById(each.id);
    if (next) each.replaceWith(document.adoptNode(next));
  }
  const said = fresh.getElementById("stop-said");
  document.getElementById("stop-said").textContent = said ? said.textContent : "";
  range.setAttribute("aria-valuetext", said ? said.textContent : "");
  history.replaceState(null, "", address);
}

// Moving the slider shows the moment at once: the page at the new moment is fetched and what is marked is put in place.
for (const form of document.querySelectorAll("form[data-slider]")) {
  const range = form.querySelector("input[type=range]");
  let asked = 0;
  range.addEventListener("input", () => {
    clearTimeout(asked);
    asked = setTimeout(() => show(form, range), 150);
  });
}

let newest = 0;

async function show(form, range) {
  const own = ++newest;
  const address = new URL(form.action);
  address.search = new URLSearchParams(new FormData(form)).toString();
  form.setAttribute("aria-busy", "true");
  const page = await fetch(address, { cache: "no-store" })
    .then((answer) => (answer.ok ? answer.text() : ""))
    .catch(() => "");
  if (own !== newest) return; // the slider has been moved on since
  form.removeAttribute("aria-busy");
  if (!page) return void form.submit(); // the page itself says what is wrong
  const fresh = new DOMParser().parseFromString(page, "text/html");
  for (const each of document.querySelectorAll("[data-moment]")) {
    const next = fresh.getElementById(each.id);
    if (next) each.replaceWith(document.adoptNode(next));
  }
  const said = fresh.getElementById("stop-said");
  document.getElementById("stop-said").textContent = said ? said.textContent : "";
  range.setAttribute("aria-valuetext", said ? said.textContent : "");
  history.replaceState(null, "", address);
}

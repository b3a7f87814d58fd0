// An open page asks every second whether the answer has more of the ledger in it. What can be shown anew without touching
// anything that somebody is typing is shown anew (elements marked data-live); a form is never touched, it only tells.
const bar = document.getElementById("live");
const EVERY_MS = 1000;
let size = null;

async function look() {
  if (document.visibilityState === "visible") {
    try {
      const answer = await fetch(bar.dataset.url, { headers: { Accept: "application/json" }, cache: "no-store" });
      if (answer.ok) {
        const found = await answer.json();
        if (size !== null && found.size !== size) await renew();
        size = found.size;
        document.documentElement.classList.remove("offline");
      }
    } catch {
      document.documentElement.classList.add("offline");
    }
  }
  setTimeout(look, EVERY_MS);
}

async function renew() {
  const marked = [...document.querySelectorAll("[data-live]")].filter((each) => !each.contains(document.activeElement));
  if (marked.length === 0) {
    bar.hidden = false;
    return;
  }
  const answer = await fetch(location.href, { headers: { "X-Renewal": "1" }, cache: "no-store" });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const each of marked) {
    const next = fresh.getElementById(each.id);
    if (next) each.replaceWith(document.adoptNode(next));
  }
}

if (bar) look();

// Whoever signs out leaves nothing in this browser of what could not be sent.
document.querySelector('form[action$="/sign-out/"]')?.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  for (const key of Object.keys(localStorage)) if (key.startsWith("ceasefire-")) localStorage.removeItem(key);
});

// The map with a script: drag to move, wheel or two fingers to come nearer, days played one after the other. The server
// draws every picture; while one is on its way the old one is moved under the hand. Without this file every step is a link.
const AREAS = ["map-picture", "days", "list", "unplaced", "areas"];
const WAIT_MS = 250;
const DAY_MS = 1400;
const LEAST_DEGREES = 0.02;
let playing = 0;
let asked = 0;
let stopped = null;

document.documentElement.classList.add("js");

async function show(address, keep) {
  stopped?.abort();
  stopped = new AbortController();
  document.getElementById("chart")?.classList.add("asking");
  let fresh = null;
  try {
    const answer = await fetch(address, { cache: "no-store", signal: stopped.signal });
    if (!answer.ok) throw new Error(answer.status);
    fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch (error) {
    if (error.name !== "AbortError") location.assign(address); // the page itself says what is wrong
    return;
  }
  if (!fresh.getElementById("chart")) return location.assign(address); // signed out, or refused in words
  const focused = keep ?? document.activeElement?.getAttribute("data-day");
  for (const id of AREAS) {
    const next = fresh.getElementById(id);
    const old = document.getElementById(id);
    if (next && old) old.replaceWith(document.adoptNode(next));
  }
  const url = new URL(address, location.href);
  url.hash = "";
  history.replaceState(null, "", url);
  for (const name of ["from", "to"]) {
    const field = document.getElementById(name);
    const value = url.searchParams.get("day") ?? url.searchParams.get(name) ?? "";
    if (field && document.activeElement !== field) field.value = value;
  }
  if (focused) document.querySelector(`[data-day="${focused}"]`)?.focus({ preventScroll: true });
  ready();
}

// A form that is sent later asks for the picture, the days and the moment that are seen now.
function carry() {
  const values = new URL(location.href).searchParams;
  const forms = { "form.map-filters": ["box", "size", "known", "stop"], "form[data-slider]": ["box", "size", "day", "from", "to"] };
  for (const [which, names] of Object.entries(forms)) {
    const form = document.querySelector(which);
    for (const name of form ? names : []) {
      const value = values.get(name) ?? "";
      let field = form.querySelector(`input[type=hidden][name=${name}]`);
      if ((field?.value ?? "") === value) continue;
      field?.remove();
      if (!value) continue;
      field = document.createElement("input");
      Object.assign(field, { type: "hidden", name, value });
      form.append(field);
    }
  }
}

function withBox(west, south, east, north) {
  const url = new URL(location.href);
  url.searchParams.set("box", [west, south, east, north].map((each) => each.toFixed(4)).join(","));
  return url;
}

function later(address) {
  clearTimeout(asked);
  asked = setTimeout(() => show(address), WAIT_MS);
}

// What of the picture is looked at: a viewBox while fingers move, then a box in degrees for the server.
const seen = { x: 0, y: 0, scale: 1 };

function look(chart) {
  const { width, height } = chart.viewBox.baseVal.width ? size(chart) : { width: 1, height: 1 };
  chart.setAttribute("viewBox", `${seen.x} ${seen.y} ${width / seen.scale} ${height / seen.scale}`);
}

function size(chart) {
  return { width: Number(chart.getAttribute("width")), height: Number(chart.getAttribute("height")) };
}

const mercator = (lat) => Math.asinh(Math.tan((lat * Math.PI) / 180));
const latitude = (rise) => (Math.atan(Math.sinh(rise)) * 180) / Math.PI;

function settle(chart) {
  const [west, south, east, north] = chart.dataset.box.split(",").map(Number);
  const scale = Number(chart.dataset.scale);
  const { width, height } = size(chart);
  const lon = (west + east) / 2 + (seen.x + width / seen.scale / 2 - width / 2) / scale;
  const middle = (mercator(south) + mercator(north)) / 2;
  const rise = middle - (((seen.y + height / seen.scale / 2 - height / 2) / scale) * Math.PI) / 180;
  const half = Math.max((east - west) / seen.scale, LEAST_DEGREES) / 2;
  const tall = (mercator(north) - mercator(south)) / seen.scale / 2;
  later(withBox(lon - half, latitude(rise - tall), lon + half, latitude(rise + tall)));
}

function ready() {
  const chart = document.getElementById("chart");
  const play = document.getElementById("play");
  if (play) {
    const words = playing ? play.dataset.stop : play.dataset.play;
    if (play.hidden) play.hidden = false;
    if (play.textContent !== words) play.textContent = words; // or the observer below would call this for ever
  }
  carry();
  if (!chart || chart.dataset.ready) return;
  chart.dataset.ready = "1";
  Object.assign(seen, { x: 0, y: 0, scale: 1 });
  const fingers = new Map();
  let moved = 0;
  const step = () => chart.getBoundingClientRect().width / (size(chart).width / seen.scale);
  const zoom = (factor, x, y) => {
    const frame = chart.getBoundingClientRect();
    const at = { x: seen.x + (x - frame.left) / step(), y: seen.y + (y - frame.top) / step() };
    const next = Math.min(Math.max(seen.scale * factor, 0.25), 8);
    seen.x = at.x - ((at.x - seen.x) * seen.scale) / next;
    seen.y = at.y - ((at.y - seen.y) * seen.scale) / next;
    seen.scale = next;
    look(chart);
    settle(chart);
  };
  chart.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !chart.closest(".chart-frame").matches(":focus-within, :focus")) return; // the page scrolls
    event.preventDefault();
    zoom(event.deltaY < 0 ? 1.2 : 1 / 1.2, event.clientX, event.clientY);
  }, { passive: false });
  chart.addEventListener("dragstart", (event) => event.preventDefault());
  chart.addEventListener("pointerdown", (event) => {
    fingers.set(event.pointerId, event);
    moved = 0;
  });
  chart.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    if (fingers.size === 2) {
      const other = [...fingers.values()].find((each) => each.pointerId !== event.pointerId);
      const apart = (one) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY) || 1;
      const middle = [(event.clientX + other.clientX) / 2, (event.clientY + other.clientY) / 2];
      zoom(apart(event) / apart(before), ...middle);
      moved = 99;
    } else {
      seen.x -= (event.clientX - before.clientX) / step();
      seen.y -= (event.clientY - before.clientY) / step();
      moved += Math.abs(event.clientX - before.clientX) + Math.abs(event.clientY - before.clientY);
      if (moved > 4) {
        clearTimeout(asked);
        chart.classList.add("dragged");
        if (!chart.hasPointerCapture(event.pointerId)) chart.setPointerCapture(event.pointerId);
        look(chart);
      }
    }
    fingers.set(event.pointerId, event);
  });
  const up = (event) => {
    if (!fingers.delete(event.pointerId)) return;
    chart.classList.remove("dragged");
    if (moved > 4) settle(chart);
  };
  chart.addEventListener("pointerup", up);
  chart.addEventListener("pointercancel", up);
  chart.addEventListener("click", (event) => {
    if (moved > 4) event.preventDefault(); // a drag that ended on a mark opens nothing
  }, true);
}

function playOn() {
  clearTimeout(playing);
  const days = [...document.querySelectorAll("a[data-day]")];
  const here = days.findIndex((each) => each.hasAttribute("aria-current"));
  const next = days[here + 1];
  if (!next) {
    playing = 0;
    return ready();
  }
  playing = setTimeout(async () => {
    await show(next.href, document.activeElement?.id === "play" ? null : undefined);
    document.getElementById("play")?.focus({ preventScroll: true });
    if (playing) playOn();
  }, here < 0 ? 0 : DAY_MS);
}

document.addEventListener("click", (event) => {
  const play = event.target.closest?.("#play");
  if (play) {
    if (playing) {
      clearTimeout(playing);
      playing = 0;
      ready();
    } else {
      playOn();
      ready();
    }
    return;
  }
  const link = event.target.closest?.("a[data-move]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  const name = link.textContent.trim();
  const far = link.closest("#areas") !== null;
  show(link.href).then(() => {
    const again = [...document.querySelectorAll("a[data-move]")].find((each) => each.textContent.trim() === name);
    if (!far) again?.focus({ preventScroll: true });
    if (far) document.getElementById("map-picture")?.scrollIntoView();
  });
});

// New entries put a new picture in place (live.js), and the slider as well (slider.js): it is made ready again.
new MutationObserver(ready).observe(document.getElementById("content"), { childList: true, subtree: true });
ready();

// A phone asks for the small picture once; the link gives back the large one.
if (matchMedia("(max-width: 40rem)").matches && !new URL(location.href).searchParams.has("size")) {
  const small = document.querySelector("a[data-size=narrow]");
  if (small) show(small.href);
}

// Keeps a seat's page as the exercise stands, what is half written as it was, and what could not be sent until it can.
"use strict";
(() => {
  const page = document.getElementById("page"), state = document.getElementById("state"), news = document.getElementById("news");
  const here = location.pathname, lang = location.search;
  const draftsKey = "drafts:" + here, outboxKey = "outbox:" + here;
  const SILENT_MS = 40000, AGAIN_MS = 1500;
  let stream = null, heardAt = 0, lost = false, sending = false, clearing = 0, over = false;

  const read = (key, empty) => { try { return JSON.parse(localStorage.getItem(key)) || empty; } catch { return empty; } };
  const write = (key, value) => { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* then nothing is kept */ } };
  const say = (words, seconds) => {
    state.textContent = words;
    clearTimeout(clearing);
    if (seconds) clearing = setTimeout(() => { state.textContent = lost ? state.dataset.lost : ""; }, seconds * 1000);
  };
  const newRef = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");

  // ---- what is half written

  const valuesOf = (form) => Object.fromEntries(new FormData(form));
  const keep = (form) => {
    const drafts = read(draftsKey, {});
    drafts[form.dataset.deed] = valuesOf(form);
    write(draftsKey, drafts);
  };
  const drop = (deed) => { const drafts = read(draftsKey, {}); delete drafts[deed]; write(draftsKey, drafts); };
  const fill = (form, values) => {
    for (const field of form.elements) {
      if (!(field.name in values)) continue;
      if (field.type === "radio") field.checked = field.value === values[field.name];
      else field.value = values[field.name];
    }
  };
  const fillAll = (root) => {
    const drafts = read(draftsKey, {});
    for (const form of root.querySelectorAll("form.deed")) if (drafts[form.dataset.deed]) fill(form, drafts[form.dataset.deed]);
  };

  // ---- what is seen

  const show = (data) => {
    const focused = document.activeElement, id = focused && focused.id;
    const from = focused && focused.selectionStart, to = focused && focused.selectionEnd;
    const first = !page.dataset.live;
    for (const [name, html] of Object.entries(data.parts)) {
      const old = document.getElementById("part-" + name);
      const open = old ? Array.from(old.querySelectorAll("details[open]"), (one) => one.id) : [];
      const box = document.createElement("div");
      box.innerHTML = html;
      const fresh = box.firstElementChild;
      for (const one of open) { const again = fresh.querySelector("#" + CSS.escape(one)); if (again) again.open = true; }
      fillAll(fresh);
      if (old) old.replaceWith(fresh); else page.append(fresh);
      if (!old && !first && fresh.dataset.news) { news.textContent = fresh.dataset.news; say(fresh.dataset.news, 6); }
    }
    const wanted = new Set(data.order.map((name) => "part-" + name));
    for (const part of Array.from(page.children)) if (!wanted.has(part.id)) part.remove();
    data.order.forEach((name, place) => {
      const part = document.getElementById("part-" + name);
      if (part && page.children[place] !== part) page.insertBefore(part, page.children[place] || null);
    });
    page.dataset.live = "yes";
    const again = id && document.getElementById(id);
    if (again && again !== document.activeElement) {
      again.focus({ preventScroll: true });
      if (from !== null && from !== undefined && again.setSelectionRange) again.setSelectionRange(from, to);
    }
  };

  const open = () => {
    if (over) return;
    if (stream) stream.close();
    heardAt = Date.now();
    stream = new EventSource(here + "stream" + lang);
    const heard = () => {
      heardAt = Date.now();
      if (lost) { lost = false; say(state.dataset.back, 3); }
      flush();
    };
    stream.addEventListener("page", (event) => { show(JSON.parse(event.data)); heard(); });
    stream.addEventListener("beat", heard);
    stream.onopen = heard;
    stream.onerror = () => {
      lost = true;
      say(state.dataset.lost);
      if (stream.readyState === EventSource.CLOSED) ask();
    };
  };
  // The stream was refused: either the seat was given to somebody else, or the server is on its way back.
  const ask = async () => {
    try {
      const answer = await fetch(here + lang, { method: "GET", cache: "no-store" });
      if (answer.status === 403) { over = true; say(state.dataset.freed); return; }
    } catch { /* not back yet */ }
    setTimeout(open, AGAIN_MS);
  };

  // ---- what is done

  const flush = async () => {
    if (sending || over) return;
    sending = true;
    try {
      for (let box = read(outboxKey, []); box.length; box = read(outboxKey, [])) {
        const answer = await fetch(here + "act" + lang, {
          method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(box[0]),
        });
        if (answer.status === 429 || answer.status >= 500) throw new Error("later");
        const told = await answer.json();
        if (answer.ok) { say(state.dataset.sent, 3); drop(box[0].act); }
        else { say(told.why, 8); giveBack(box[0]); }
        write(outboxKey, read(outboxKey, []).filter((one) => one.ref !== box[0].ref));
      }
    } catch {
      say(state.dataset.waits);
      setTimeout(flush, AGAIN_MS);
    } finally { sending = false; }
  };
  const giveBack = (sent) => {
    const drafts = read(draftsKey, {});
    drafts[sent.act] = sent.values;
    write(draftsKey, drafts);
    const form = page.querySelector('form[data-deed="' + CSS.escape(sent.act) + '"]');
    if (form) fill(form, sent.values);
  };

  page.addEventListener("submit", (event) => {
    const form = event.target.closest("form.deed");
    if (!form) return;
    event.preventDefault();
    const message = { ref: newRef(), act: form.dataset.deed, values: valuesOf(form) };
    write(outboxKey, [...read(outboxKey, []), message]);
    form.reset();
    flush();
  });
  page.addEventListener("input", (event) => { const form = event.target.closest("form.deed"); if (form) keep(form); });
  page.addEventListener("change", (event) => { const form = event.target.closest("form.deed"); if (form) keep(form); });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && (!stream || stream.readyState !== EventSource.OPEN || Date.now() - heardAt > SILENT_MS)) open();
  });
  window.addEventListener("online", open);
  setInterval(() => { if (Date.now() - heardAt > SILENT_MS) open(); }, 5000);

  document.documentElement.classList.add("live");
  fillAll(page);
  open();
})();

// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Suggestions under the search box while somebody types. A combobox as the ARIA Authoring Practices describe it.

const pause = 60; // milliseconds without a key before we ask

const addressOf = (suggestion) => {
  const key = suggestion.key.split("/").map(encodeURIComponent).join("/");
  const folder = { category: "/categories/", author: "/authors/", paper: "/papers/" }[suggestion.kind];
  return suggestion.kind === "author" ? folder + encodeURIComponent(suggestion.key) : folder + key;
};

const box = document.getElementById("q");
if (box) start(box);

function start(box) {
  const list = document.createElement("ul");
  list.id = "suggestions";
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  list.hidden = true;
  box.closest("form").append(list);
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-expanded", "false");

  let timer = 0;
  let asked = new AbortController();
  let chosen = -1;

  const options = () => [...list.children];

  const close = () => {
    list.hidden = true;
    chosen = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };

  const choose = (at) => {
    chosen = at;
    options().forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
    if (at < 0) box.removeAttribute("aria-activedescendant");
    else box.setAttribute("aria-activedescendant", options()[at].id);
  };

  const option = (suggestion, index) => {
    const item = document.createElement("li");
    item.id = `suggestion-${index}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset.address = addressOf(suggestion);
    const text = document.createElement("span");
    text.dir = "auto";
    text.textContent = suggestion.text;
    const note = document.createElement("span");
    note.className = "suggestion-note";
    note.dir = "auto";
    const papers = suggestion.papers ? `${suggestion.papers.toLocaleString("en")} papers` : "";
    note.textContent = [suggestion.kind === "paper" ? "" : suggestion.kind, suggestion.note, papers]
      .filter(Boolean)
      .join(" · ");
    item.append(text, note);
    return item;
  };

  const show = (suggestions) => {
    list.replaceChildren(...suggestions.map(option));
    chosen = -1;
    if (suggestions.length === 0 || document.activeElement !== box) return close();
    list.hidden = false;
    box.setAttribute("aria-expanded", "true");
  };

  const ask = async () => {
    asked.abort();
    asked = new AbortController();
    const typed = box.value;
    if (typed.trim().length < 2) return close();
    try {
      const answer = await fetch(`/api/suggest?q=${encodeURIComponent(typed)}`, { signal: asked.signal });
      if (answer.ok && typed === box.value) show((await answer.json()).suggestions);
    } catch {
      // Another key was pressed meanwhile, or the server is away: the box works without suggestions.
    }
  };

  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, pause);
  });
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const count = list.hidden ? 0 : options().length;
    if (event.key === "Escape" && count > 0) {
      event.preventDefault();
      close();
    } else if (event.key === "ArrowDown" && count > 0) {
      event.preventDefault();
      choose(chosen + 1 < count ? chosen + 1 : -1);
    } else if (event.key === "ArrowUp" && count > 0) {
      event.preventDefault();
      choose(chosen < 0 ? count - 1 : chosen - 1);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      location.assign(options()[chosen].dataset.address);
    }
  });
  // Before the box loses the focus.
  list.addEventListener("pointerdown", (event) => {
    const item = event.target.closest("li");
    if (!item) return;
    event.preventDefault();
    location.assign(item.dataset.address);
  });
}

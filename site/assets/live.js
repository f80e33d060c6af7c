// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Filters that hold as soon as they are set. What comes is the page that a reader without scripts gets, of which
// the parts that depend on the filters are put in.

const pause = 250; // milliseconds without a key before we ask
const parts = [".dateline", ".results", ".facet-lists"];

const form = document.querySelector("form[data-live]");
if (form) start(form);

function start(form) {
  let timer = 0;
  let asked = new AbortController();

  const address = () => {
    const parameters = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (value !== "" || name === "q") parameters.append(name, value);
    }
    return `${form.getAttribute("action")}?${parameters}`;
  };

  const put = (page) => {
    for (const part of parts) {
      const now = document.querySelector(part);
      const next = page.querySelector(part);
      if (now && next) now.replaceWith(next);
    }
    const paging = page.querySelector(".paging");
    document.querySelector(".paging")?.remove();
    if (paging) document.querySelector(".search-page").after(paging);
  };

  const ask = async () => {
    asked.abort();
    asked = new AbortController();
    const url = address();
    const results = document.querySelector(".results");
    results.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(url, { headers: { accept: "text/html" }, signal: asked.signal });
      if (!answer.ok) return; // half of a date is no date yet
      put(new DOMParser().parseFromString(await answer.text(), "text/html"));
      history.replaceState(null, "", url);
    } catch {
      // Asked again meanwhile, or the server is away: the button still works.
    } finally {
      document.querySelector(".results")?.removeAttribute("aria-busy");
    }
  };

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, pause);
  });
}

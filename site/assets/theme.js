// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Light or dark as the reader chose it, before anything is painted; without a choice as the system has it.
{
  const key = "theme";
  const themes = ["system", "light", "dark"];
  const stored = () => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // storage may be forbidden
    }
  };
  const apply = (theme) => {
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
  };
  apply(stored());

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("theme");
    if (!button) return;
    let theme = themes.includes(stored()) ? stored() : "system";
    const say = () => {
      button.textContent = `Colours: ${theme}`;
    };
    say();
    button.disabled = false;
    button.addEventListener("click", () => {
      theme = themes[(themes.indexOf(theme) + 1) % themes.length];
      apply(theme);
      say();
      try {
        localStorage.setItem(key, theme);
      } catch {
        // It holds for this page then.
      }
    });
  });
}

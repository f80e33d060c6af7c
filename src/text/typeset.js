// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The function that text/typesetter.cc calls for a formula: KaTeX's HTML, or an exception.
//
// Abstracts are written for TeX, with a few packages that KaTeX does not know, and with plain percent signs, which
// TeX would take for comments. A script behind a space has nothing that it belongs to. A command of the author's own
// stands as its name, upright, for which KaTeX is asked again.
(function (tex, display) {
  var macros = {
    '\\mbox': '\\text', '\\emph': '\\textit', '\\textsc': '\\text', '\\textsl': '\\textit', '\\mathds': '\\mathbb',
    '\\mathbbm': '\\mathbb', '\\mathbold': '\\boldsymbol', '\\EuScript': '\\mathscr', '\\nicefrac': '{#1}/{#2}',
    '\\ensuremath': '#1', '\\xspace': ''
  };
  var unknown = /Undefined control sequence: \\([A-Za-z]+)/;
  var triesMax = 5;
  tex = tex.replace(/(^|[^\\])%/g, '$1\\%').replace(/(\\[,;:!]\s*)(?=[\^_])/g, '$1{}');
  for (var tries = 0; ; tries++) {
    try {
      return katex.renderToString(tex, {
        output: 'mathml', displayMode: display, throwOnError: true, strict: 'ignore', maxExpand: 200, maxSize: 20,
        macros: macros,
        // Links and the like: the whole formula is left to readable().
        trust: function () { throw Error('not in our pages'); }
      });
    } catch (error) {
      var name = unknown.exec(error.message);
      if (!name || tries === triesMax) throw error;
      macros['\\' + name[1]] = '\\mathrm{' + name[1] + '}';
    }
  }
})

# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""A page, opened by somebody who waits for scripts that are not ours: they would show a dialog, set window.__xss, write
to the console, ask another host, or break the policy. What handles events is set off, and what could run is looked for."""

# Every element is moved over and focused; what a handler, an address or a foreign script could be is an answer of its own.
LOOK = """async (ours) => {
  const wrong = [];
  const addresses = ['href', 'src', 'action', 'formaction', 'data', 'xlink:href', 'srcset', 'poster', 'background'];
  for (const element of [...document.querySelectorAll('*')]) {
    for (const { name, value } of [...element.attributes]) {
      if (/^on/i.test(name) || name === 'srcdoc' || name === 'style') wrong.push(`${element.localName} has ${name}=${value}`);
      if (addresses.includes(name) && !/^(https?:\\/\\/|mailto:|[/?#](?!\\/))/i.test(value) && value !== '')
        wrong.push(`${element.localName} leads to ${value}`);
    }
    if (['iframe', 'object', 'embed', 'frame', 'applet', 'base', 'template', 'style'].includes(element.localName))
      wrong.push(`there is a ${element.localName}`);
    if (element.localName === 'script' && !ours.some(one => (element.getAttribute('src') || element.type || '').startsWith(one)))
      wrong.push(`there is a script: ${element.outerHTML.slice(0, 200)}`);
    for (const event of ['mouseover', 'focus', 'animationstart', 'toggle', 'error', 'load'])
      element.dispatchEvent(new Event(event));
  }
  await new Promise(resolve => setTimeout(resolve));
  if (window.__xss || top.__xss) wrong.push('a script ran');
  return wrong.concat(window.violations);
}"""
OURS = ["/site/", "application/ld+json"]


def complaints(reader, path):
    """What is wrong with the page at `path`; nothing, one hopes."""
    reader.complaints.clear()
    reader.open(path)
    return reader.page.evaluate(LOOK, OURS) + reader.complaints

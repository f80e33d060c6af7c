// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0
//
// node papers.mjs FOLDER SERVER: calls of HfFsPaperProvider, as it lies in FOLDER from npm. A line comes in, {"now", "call"},
// and one goes out, {"result" or "error", "asked"}.
// The class asks the public host over https and nobody else. Here fetch brings what is meant for that host to SERVER,
// as an entry in a hosts file would, and the class's clock stands at "now"; nothing else is changed.

import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const PUBLIC_HOST = 'https://huggingface.co';
const [folder, server] = process.argv.slice(2);

let asked = [];
const realFetch = globalThis.fetch;
globalThis.fetch = async (address, how) => {
  const url = new URL(address);
  if (url.origin !== PUBLIC_HOST) throw new Error(`asked another host: ${url}`);
  const answer = await realFetch(server + url.pathname + url.search, how);
  asked.push({ path: url.pathname + url.search, status: answer.status, type: answer.headers.get('content-type') });
  return answer;
};

let instant = 0;
globalThis.Date = class extends Date {
  constructor(...parts) {
    super(...(parts.length > 0 ? parts : [instant]));
  }
  static now() {
    return instant;
  }
};

// By its path: the package exports the tool around this class, which wants a whole Hub, but not the class.
const file = `${folder}/node_modules/@llmindset/hf-mcp/dist/hf-fs-papers.js`;
const { HfFsPaperProvider } = await import(pathToFileURL(file));

for await (const line of createInterface({ input: process.stdin })) {
  const { now, call } = JSON.parse(line);
  instant = Date.parse(now);
  asked = [];
  // A new one for each call: it remembers what it read.
  const provider = new HfFsPaperProvider('hf_of_nobody', PUBLIC_HOST, async (forwarded) => ({ forwarded }));
  const answer = await provider.run(call).then((result) => ({ result }), (error) => ({ error: error.message }));
  process.stdout.write(`${JSON.stringify({ ...answer, asked })}\n`);
}

/** Says what was written and what it weighs on the wire. */
import { brotliCompressSync, gzipSync } from "node:zlib";

const inKilobytes = (bytes) => `${(bytes / 1024).toFixed(1)} KB`.padStart(10);

export function report(files, say) {
  say(`${"static/built/".padEnd(18)}${"raw".padStart(10)}${"gzip".padStart(10)}${"brotli".padStart(10)}`);
  for (const [name, text] of Object.entries(files)) {
    const sizes = [Buffer.byteLength(text), gzipSync(text).length, brotliCompressSync(text).length];
    say(name.padEnd(18) + sizes.map(inKilobytes).join(""));
  }
}

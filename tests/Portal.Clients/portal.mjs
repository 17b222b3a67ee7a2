// What the scripts of all clients share: where the portal is, a wait with a limit, and the one line that the test reads.
const limitMs = 120_000;

/** The addresses that the test gave: plain and with TLS. */
export function addresses() {
  const [http, https] = process.argv.slice(2).map((address) => address.replace(/\/$/, ''));
  return { http, https, ws: http.replace(/^http/, 'ws'), wss: https.replace(/^http/, 'ws') };
}

/** Does something again until it says that all is there. */
export async function until(isDone) {
  const end = Date.now() + limitMs;
  while (!(await isDone())) {
    if (Date.now() > end) {
      throw new Error('Not everything came in time.');
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Prints what was read and ends, whatever the client still keeps open. */
export function report(found) {
  process.stdout.write(`${JSON.stringify(found)}\n`, () => process.exit(0));
}

setTimeout(() => {
  process.stderr.write('The script ran too long.\n');
  process.exit(1);
}, limitMs + 10_000).unref();

// node front-end.mjs <wwwroot-assets> <target folder>
// Installs the locked packages when the lock file changed, runs "npm run build" and makes the target folder equal to dist.
// Two builds may ask at once: the second waits for the first.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, cpSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const nodeMajorMin = 20;
const waitMsMax = 10 * 60 * 1000;
const waitMs = 200;

const [source, target] = process.argv.slice(2).map((path) => resolve(path));
const dist = join(source, 'dist');
const lock = join(tmpdir(), `portal-front-end-${hashOf(source).slice(0, 16)}.lock`);

if (Number(process.versions.node.split('.')[0]) < nodeMajorMin) {
  fail(`Node.js ${nodeMajorMin} or later is needed to build wwwroot-assets; this is ${process.version}.`);
}

takeLock();
try {
  install();
  npm('run', 'build');
  if (!existsSync(dist)) {
    throw new Error(`"npm run build" wrote nothing to ${dist}.`);
  }
  mirror(dist, target);
} catch (error) {
  fail(error.message);
} finally {
  rmSync(lock, { force: true });
}

function install() {
  const stamp = join(source, 'node_modules', '.portal-installed');
  const wanted = hashOf(readFileSync(join(source, 'package-lock.json')));
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) {
    return;
  }
  npm('ci', '--no-audit', '--no-fund');
  mkdirSync(join(source, 'node_modules'), { recursive: true });
  writeFileSync(stamp, wanted);
}

function npm(...words) {
  // On Windows npm is a script that only a shell can start.
  const outcome = spawnSync('npm', words, { cwd: source, stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' });
  if (outcome.error?.code === 'ENOENT') {
    throw new Error('npm was not found. Install Node.js with npm, then build again.');
  }
  if (outcome.status !== 0) {
    throw new Error(`"npm ${words.join(' ')}" failed in wwwroot-assets.`);
  }
}

// A build that runs at the same time may be reading the target: what is equal already is left alone.
function mirror(from, to) {
  const wanted = filesBelow(from);
  for (const name of filesBelow(to).filter((file) => !wanted.includes(file))) {
    rmSync(join(to, name));
  }
  for (const name of wanted) {
    const copy = join(to, name);
    if (!existsSync(copy) || hashOf(readFileSync(copy)) !== hashOf(readFileSync(join(from, name)))) {
      mkdirSync(dirname(copy), { recursive: true });
      cpSync(join(from, name), copy);
    }
  }
}

function filesBelow(folder) {
  mkdirSync(folder, { recursive: true });
  return readdirSync(folder, { recursive: true }).filter((name) => statSync(join(folder, name)).isFile());
}

function takeLock() {
  const end = Date.now() + waitMsMax;
  for (;;) {
    try {
      const file = openSync(lock, 'wx');
      writeSync(file, String(process.pid));
      closeSync(file);
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') {
        throw error;
      }
    }
    if (isAbandoned()) {
      rmSync(lock, { force: true });
    } else if (Date.now() > end) {
      fail(`Another build has held ${lock} for too long.`);
    } else {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, waitMs);
    }
  }
}

function isAbandoned() {
  try {
    const holder = Number(readFileSync(lock, 'utf8'));
    if (holder > 0) {
      process.kill(holder, 0);
      return false;
    }
    // Its holder has not written its number yet, or died before it could.
    return Date.now() - statSync(lock).mtimeMs > 10_000;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

function hashOf(content) {
  return createHash('sha256').update(content).digest('hex');
}

function fail(message) {
  // In the form that MSBuild shows as an error.
  console.error(`front-end : error PORTAL002: ${message}`);
  process.exit(1);
}

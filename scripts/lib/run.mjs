import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root.mjs';

/**
 * Runs a program, in the checkout unless told otherwise, and answers with its exit code and, with `capture`, its output.
 * A signal that ends this process ends the program first.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: Record<string, string>, capture?: boolean, timeout?: number }} [options]
 *   `timeout` in milliseconds
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(command, args, { cwd = ROOT, env = {}, capture = false, timeout } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: capture ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      timeout,
    });
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => (output += text));
    child.stderr?.setEncoding('utf8').on('data', (text) => (output += text));
    // Ctrl-C in a terminal is told to all its programs; some would take it, told again, for impatience.
    const isTold = (signal) => signal === 'SIGINT' && process.stdin.isTTY;
    const pass = (signal) => isTold(signal) || child.kill(signal);
    process.on('SIGTERM', pass);
    process.on('SIGINT', pass);
    child.on('error', reject);
    child.on('close', (code) => {
      process.off('SIGTERM', pass);
      process.off('SIGINT', pass);
      resolve({ code: code ?? 1, output });
    });
  });
}

/**
 * Runs a JavaScript program with this Node, `through` another command if one is given.
 *
 * @param {readonly string[]} args
 * @param {{ through?: readonly string[] } & Parameters<typeof run>[2]} [options]
 */
export function runNode(args, { through = [], ...options } = {}) {
  const [command, ...rest] = [...through, process.execPath, ...args];
  return run(command, rest, options);
}

/** Runs the program that an installed package calls `name`, like `runNode`. */
export function runTool(packageName, name, args, options) {
  const folder = join(ROOT, 'node_modules', packageName);
  // Read and not resolved: many packages do not export their manifest.
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = typeof bin === 'string' ? bin : bin[name];
  return runNode([join(folder, file), ...args], options);
}

/** Runs npm: the one that runs this script, if one does. */
export function runNpm(args, options) {
  const cli = process.env.npm_execpath;
  return cli?.endsWith('.js') ? runNode([cli, ...args], options) : run('npm', args, options);
}

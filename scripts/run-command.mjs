import { spawn } from 'node:child_process';
import process from 'node:process';

/** A command ended with another exit code than 0. Its message is what the command said. */
export class CommandError extends Error {
  name = 'CommandError';
}

/** The command was asked to stop, by Ctrl-C or another signal. */
export class InterruptedError extends Error {
  name = 'InterruptedError';
}

/**
 * Waits for a command. Ctrl-C reaches it from the terminal, as it does this process; SIGTERM reaches
 * this process alone and is handed on. Either way this process stays until the command is gone.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<{ code: number | null, signal: NodeJS.Signals | null }>}
 * @throws {InterruptedError}
 */
function ended(child) {
  return new Promise((resolve, reject) => {
    let interrupted = false;
    const interrupt = (/** @type {NodeJS.Signals} */ signal) => {
      interrupted = true;
      child.kill(signal);
    };
    const settle = (/** @type {() => void} */ how) => {
      process.off('SIGINT', interrupt);
      process.off('SIGTERM', interrupt);
      how();
    };
    process.on('SIGINT', interrupt);
    process.on('SIGTERM', interrupt);
    child.once('error', (error) => settle(() => reject(error)));
    child.once('close', (code, signal) => {
      settle(() => (interrupted ? reject(new InterruptedError()) : resolve({ code, signal })));
    });
  });
}

/**
 * Runs a command and keeps what it says to itself, unless it fails.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<void>}
 * @throws {CommandError} with the command's whole output
 * @throws {InterruptedError}
 */
export async function runCommand(command, args, { cwd, env = process.env }) {
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  /** @type {Buffer[]} */
  const said = [];
  child.stdout.on('data', (chunk) => said.push(chunk));
  child.stderr.on('data', (chunk) => said.push(chunk));

  const { code, signal } = await ended(child);
  if (code === 0) return;
  const how = signal ? `was ended by ${signal}` : `failed with exit code ${code}`;
  const output = Buffer.concat(said).toString('utf8').trim();
  throw new CommandError(`${[command, ...args].join(' ')} ${how}\n${output}`);
}

/**
 * Runs a command that speaks for itself, on this terminal.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {Promise<boolean>} whether it succeeded
 * @throws {InterruptedError}
 */
export async function runVisibly(command, args) {
  const { code } = await ended(spawn(command, args, { stdio: 'inherit' }));
  return code === 0;
}

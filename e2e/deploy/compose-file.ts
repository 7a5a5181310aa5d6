import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { parse } from 'yaml';

import { repositoryRoot } from '../topology/repository-root';

/** As much of a service in docker-compose.yml as the tests look at. */
export interface Service {
  readonly image?: string;
  readonly build?: { readonly dockerfile: string; readonly target: string };
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly networks?: readonly string[];
  readonly volumes?: readonly string[];
  readonly profiles?: readonly string[];
  readonly restart?: string;
  readonly stop_grace_period?: string;
  readonly entrypoint?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly deploy?: {
    readonly replicas?: number;
    readonly resources?: { readonly limits?: { readonly memory?: string } };
  };
}

export interface ComposeFile {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean } | null>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

/** `${NAME}`, `${NAME:-default}`, `${NAME:?message}`, and `$$` for a dollar. */
const reference = /\$(?:\$|\{(\w+)(?::([-?])([^}]*))?\})/g;

export async function readComposeFile(): Promise<string> {
  return readFile(path.join(repositoryRoot, 'docker-compose.yml'), 'utf8');
}

/** Every variable that the file asks for, and whether it refuses to go on without it. */
export function referencesIn(text: string): { name: string; isRequired: boolean }[] {
  return [...text.matchAll(reference)].flatMap(([, name, operator]) =>
    name === undefined ? [] : [{ name, isRequired: operator === '?' }],
  );
}

/**
 * The file as Docker Compose understands it with these variables set.
 *
 * @throws Error naming the first required variable that is empty
 */
export function parseComposeFile(
  text: string,
  variables: Readonly<Record<string, string>>,
): ComposeFile {
  const interpolate = (value: string): string =>
    value.replace(reference, (_, name?: string, operator?: string, argument?: string) => {
      if (name === undefined) return '$';
      const set = variables[name];
      if (set) return set;
      if (operator === '?') throw new Error(`${name}: ${argument}`);
      return operator === '-' ? (argument ?? '') : '';
    });
  return parse(
    text,
    (_: unknown, value: unknown) => (typeof value === 'string' ? interpolate(value) : value),
    { merge: true },
  ) as ComposeFile;
}

import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Values by name, as the environment of the nginx image would hold them. */
export type TemplateVariables = Readonly<Record<string, string>>;

const suffix = '.template';

/**
 * What `envsubst` makes of a template when it is given these names: `${NAME}` and `$NAME` become the
 * value, every other `$…` (nginx's own variables) stays as it is.
 */
export function substitute(template: string, variables: TemplateVariables): string {
  return template.replace(
    /\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g,
    (whole: string, braced: string | undefined, bare: string | undefined) => {
      const name = braced ?? bare ?? '';
      return Object.hasOwn(variables, name) ? (variables[name] ?? whole) : whole;
    },
  );
}

/**
 * Renders every `*.template` of a folder into another one, without the suffix: the same as the nginx
 * image does when it starts.
 */
export async function renderTemplates(
  from: string,
  to: string,
  variables: TemplateVariables,
): Promise<void> {
  await mkdir(to, { recursive: true });
  const names = (await readdir(from)).filter((name) => name.endsWith(suffix));
  await Promise.all(
    names.map(async (name) => {
      const template = await readFile(path.join(from, name), 'utf8');
      await writeFile(
        path.join(to, name.slice(0, -suffix.length)),
        substitute(template, variables),
      );
    }),
  );
}

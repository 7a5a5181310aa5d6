import path from 'node:path';

/**
 * @typedef {object} Direction
 * @property {string[]} in the files it holds for
 * @property {string[]} [except] files and folders among them that it does not hold for
 * @property {boolean} [exceptTests] whether it does not hold for what is of tests only
 * @property {string[]} never what they may not import
 * @property {string} because completes the message
 */

const workspaces = ['collections/', 'chat-server/', 'cms/', 'site/', 'e2e/', 'bench/'];
const ownPackages = '@coco-chat/';
/** Tests, the contracts that several of them share, and what they are made with. */
const isTest = (/** @type {string} */ file) => /\.(test|contract)\.\w+$|\/testing\//.test(file);

/** @param {string} file relative to the repository, with `/` */
const topFolder = (file) => file.slice(0, file.indexOf('/') + 1);

/**
 * What an import means, in the terms of a {@link Direction}: a path in the repository, or `npm:…`.
 *
 * @param {string} file the importing file, relative to the repository
 * @param {string} source as written
 */
function targetOf(file, source) {
  if (source.startsWith('.')) return path.posix.join(path.posix.dirname(file), source);
  if (source.startsWith(ownPackages)) return `${source.slice(ownPackages.length)}/`;
  return `npm:${source}`;
}

/**
 * Whether an import by path goes from a workspace into another.
 *
 * @param {string} file
 * @param {string} target
 */
const leaves = (file, target) =>
  workspaces.includes(topFolder(file)) && topFolder(target) !== topFolder(file);

/**
 * @param {string} target
 * @param {string} pattern
 */
function matches(target, pattern) {
  if (pattern.endsWith('*')) return target.startsWith(pattern.slice(0, -1));
  if (pattern.endsWith('/')) return target.startsWith(pattern);
  return target === pattern || target.startsWith(`${pattern}/`);
}

/**
 * @param {Direction} direction
 * @param {string} file
 */
function holdsFor(direction, file) {
  const { in: within, except = [], exceptTests = false } = direction;
  const covers = (/** @type {string} */ pattern) => matches(file, pattern);
  return within.some(covers) && !except.some(covers) && !(exceptTests && isTest(file));
}

/**
 * An ESLint rule for the directions of imports, of values and of types, static and dynamic. It also
 * keeps workspaces from reaching into each other by relative paths.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
export default {
  meta: {
    type: 'problem',
    schema: [{ type: 'object' }],
    messages: {
      direction: '{{file}} may not import {{source}}: {{because}}.',
      relative: 'Import another workspace by its name, not by a path.',
    },
  },
  create(context) {
    const file = path.relative(context.cwd, context.filename).split(path.sep).join('/');
    const [{ directions }] = /** @type {[{ directions: Direction[] }]} */ (context.options);
    const inForce = directions.filter((direction) => holdsFor(direction, file));

    /** @param {import('estree').Node | null | undefined} node the source of an import */
    function check(node) {
      if (node?.type !== 'Literal' || typeof node.value !== 'string') return;
      const source = node.value;
      const target = targetOf(file, source);
      const broken = inForce.find(({ never }) => never.some((pattern) => matches(target, pattern)));
      if (broken !== undefined) {
        const data = { file, source, because: broken.because };
        context.report({ node, messageId: 'direction', data });
      } else if (source.startsWith('.') && leaves(file, target)) {
        context.report({ node, messageId: 'relative' });
      }
    }

    return {
      ImportDeclaration: ({ source }) => check(source),
      ExportAllDeclaration: ({ source }) => check(source),
      ExportNamedDeclaration: ({ source }) => check(source),
      ImportExpression: ({ source }) => check(source),
      // `import('…').Type`
      TSImportType: (/** @type {{ source: import('estree').Node }} */ { source }) => check(source),
    };
  },
};

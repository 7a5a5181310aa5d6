import path from 'node:path';

const tellsNothing = /^(utils?|utilities|helpers?|commons?|misc|shared|stuff)$/i;

/**
 * An ESLint rule against files and folders whose names do not say what they hold.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
export default {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { name: '"{{part}}" could hold anything. Name it for what it holds.' },
  },
  create(context) {
    const parts = path.relative(context.cwd, context.filename).split(path.sep);
    const part = parts
      .map((name) => name.replace(/\..*$/, ''))
      .find((name) => tellsNothing.test(name));
    return {
      Program(node) {
        if (part !== undefined) context.report({ node, messageId: 'name', data: { part } });
      },
    };
  },
};

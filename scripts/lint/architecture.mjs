import fileName from './file-name-rule.mjs';
import { directions } from './import-directions.mjs';
import importDirections from './import-directions-rule.mjs';

/** For eslint.config.js: what keeps the architecture as docs/ARCHITECTURE.md has it. */
export const architecture = {
  files: ['**/*.{ts,tsx,js,mjs}'],
  plugins: {
    'coco-chat': { rules: { 'file-name': fileName, 'import-directions': importDirections } },
  },
  rules: {
    'coco-chat/file-name': /** @type {const} */ ('error'),
    'coco-chat/import-directions': /** @type {['error', unknown]} */ (['error', { directions }]),
  },
};

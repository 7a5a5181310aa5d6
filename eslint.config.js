import js from '@eslint/js';
import prettier from 'eslint-config-prettier/flat';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

import { architecture } from './scripts/lint/architecture.mjs';

export default defineConfig(
  globalIgnores([
    '**/dist/',
    '**/.next/',
    '**/.build/',
    '**/.cache/',
    '**/.data/',
    '**/next-env.d.ts',
    // Generated
    '**/*.generated.ts',
    '**/generated/',
    'collections/src/migrations/',
    'collections/src/payload-types.ts',
    'cms/src/app/(payload)/',
  ]),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}', 'scripts/**/*.mjs'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // Async functions without await keep one signature among implementations of an interface.
      '@typescript-eslint/require-await': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': ['error', { allow: ['error'] }],
    },
  },
  {
    // Tests know what is in the documents they wrote.
    files: ['**/*.test.{ts,tsx}'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: { globals: globals.nodeBuiltin },
    rules: {
      // These do not see a JSDoc cast, by which plain JavaScript says what a value is; tsc does.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['site/public/**/*.js'],
    languageOptions: { globals: globals.browser, sourceType: 'script' },
  },
  {
    // Programs for a terminal.
    files: ['scripts/**', '**/scripts/**', 'e2e/**', 'bench/src/main.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['site/**/*.{ts,tsx}', 'cms/**/*.tsx'],
    extends: [reactHooks.configs.flat['recommended-latest']],
  },
  architecture,
  prettier,
);

import type { TextField } from 'payload';

/** A lasting name for a document, for addresses and API clients; the same in every language. */
export const key: TextField = {
  name: 'key',
  type: 'text',
  label: { en: 'Key', ko: '키' },
  required: true,
  unique: true,
  index: true,
  maxLength: 60,
  validate: (value: string | null | undefined) =>
    /^[a-z0-9]+(-[a-z0-9]+)*$/.test(value ?? '') ||
    'Small letters, digits and single hyphens only, such as "how-it-works".',
  admin: {
    position: 'sidebar',
    description: {
      en: 'A lasting name, such as how-it-works. API clients find the document by it.',
      ko: 'how-it-works 처럼 바뀌지 않는 이름입니다. API 클라이언트가 이것으로 찾습니다.',
    },
  },
};

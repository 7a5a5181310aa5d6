import type { TextareaField, TextField } from 'payload';

type Label = { en: string; ko: string };

/** A one-line text that exists once in each language. */
export const line = (name: string, label: Label, more: { required?: boolean } = {}): TextField => ({
  name,
  type: 'text',
  label,
  localized: true,
  maxLength: 200,
  ...more,
});

/** A text of several lines that exists once in each language. */
export const paragraph = (
  name: string,
  label: Label,
  more: { required?: boolean } = {},
): TextareaField => ({
  name,
  type: 'textarea',
  label,
  localized: true,
  maxLength: 2000,
  ...more,
});

export const heading = line('heading', { en: 'Heading', ko: '제목' }, { required: true });
export const text = paragraph('text', { en: 'Text', ko: '설명' });

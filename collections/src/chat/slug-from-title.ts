import type { FieldHook } from 'payload';

/** Korean stays Korean: browsers and search engines show such addresses as they are written. */
export function toSlug(title: string): string {
  return title
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80)
    .replace(/-+$/, '');
}

export const slugFromTitle: FieldHook = ({ data, value }): unknown => {
  const given: unknown = value;
  if (typeof given === 'string' && given.trim() !== '') return given.trim().normalize('NFC');
  const title: unknown = data?.title;
  return typeof title === 'string' ? toSlug(title) : given;
};

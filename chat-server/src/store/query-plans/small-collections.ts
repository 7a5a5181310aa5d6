/** Collections that stay small however many people there are: to read the whole of one is no fault. */
const small = [
  'page-sections', // the landing page, by its editors; with their blocks and 50 versions each
  'site-stats', // the figures on it
  'media', // its images
  'globals', // the settings
  'chat-filters',
  'random-match',
  'payload-jobs', // those that wait
  'payload-kv',
  'payload-locked-documents', // one for each form that staff have open
  'payload-migrations',
];

/** Whether a collection, or a table of one, is small. */
export function isSmall(name: string): boolean {
  const slug = name.replace(/^_/, '').replaceAll('_', '-');
  return small.some((own) => slug === own || slug.startsWith(`${own}-`));
}

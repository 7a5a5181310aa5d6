import { describe, expect, test } from '@jest/globals';

import { originalName } from './original-name';

const pdf = { extension: 'pdf', endings: ['pdf'] };
const text = { extension: 'txt', endings: ['txt', 'md'] };

describe('the name of an attachment', () => {
  test.each([
    ['회의록.pdf', '회의록.pdf'],
    ['Report Final.PDF', 'Report Final.PDF'],
    ['../../etc/passwd.pdf', 'passwd.pdf'],
    ['C:\\Users\\me\\plan.pdf', 'plan.pdf'],
    ['evil\u202Efdp.exe', 'evilfdp.exe.pdf'],
    ['line\r\nbreak\u0000.pdf', 'linebreak.pdf'],
    ['program.exe', 'program.exe.pdf'],
    ['..', 'file.pdf'],
    ['', 'file.pdf'],
    ['.pdf', 'pdf.pdf'],
    ['\u1112\u1161\u11ab.pdf', '한.pdf'],
  ])('%j becomes %j', (name, expected) => {
    expect(originalName(name, pdf)).toBe(expected);
  });

  test('keeps any ending that fits what the file is', () => {
    expect(originalName('README.md', text)).toBe('README.md');
    expect(originalName('page.html', text)).toBe('page.html.txt');
  });

  test('has at most 200 characters, its ending among them', () => {
    const name = originalName(`${'😀'.repeat(300)}.md`, text);
    expect(Array.from(name)).toHaveLength(200);
    expect(name.endsWith('😀.md')).toBe(true);
  });
});

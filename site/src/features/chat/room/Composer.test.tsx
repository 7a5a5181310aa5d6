import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { chooseLocale } from '../../../app/locale';
import { Composer } from './Composer';
import { longestMessage } from './messageDraft';

describe('Composer', () => {
  let sent: string[];

  beforeEach(() => {
    chooseLocale('en');
    sent = [];
    render(<Composer title="Lounge" onSend={(text) => sent.push(text)} />);
  });

  afterEach(cleanup);

  const input = () => screen.getByRole<HTMLTextAreaElement>('textbox');
  const write = (value: string) => fireEvent.change(input(), { target: { value } });
  const enter = (more: object = {}) => fireEvent.keyDown(input(), { key: 'Enter', ...more });

  test('sends with Enter and is empty again', () => {
    write('  hello 👋 ');
    enter();
    expect(sent).toEqual(['hello 👋']);
    expect(input().value).toBe('');
  });

  test('leaves Shift+Enter to the text', () => {
    write('one');
    expect(enter({ shiftKey: true })).toBe(true);
    expect(sent).toEqual([]);
  });

  test('never sends while a syllable is being composed', () => {
    write('안녕하');
    enter({ isComposing: true });
    enter({ keyCode: 229 });
    expect(sent).toEqual([]);
    expect(input().value).toBe('안녕하');
    enter();
    expect(sent).toEqual(['안녕하']);
  });

  test('sends nothing that is empty or too long', () => {
    const send = screen.getByRole<HTMLButtonElement>('button', { name: 'Send' });
    write(' \n ');
    enter();
    expect(send.disabled).toBe(true);
    write('a'.repeat(longestMessage + 1));
    enter();
    expect(send.disabled).toBe(true);
    expect(screen.getByRole('status').textContent).toContain('4,001 / 4,000');
    expect(sent).toEqual([]);
    write('a'.repeat(longestMessage));
    enter();
    expect(sent).toHaveLength(1);
  });

  test('counts only near the end', () => {
    write('a'.repeat(3599));
    expect(screen.getByRole('status').textContent).toBe('');
    write('a'.repeat(3600));
    expect(screen.getByRole('status').textContent).toBe('3,600 / 4,000');
  });
});

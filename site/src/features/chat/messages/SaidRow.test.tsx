import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { chooseLocale } from '../../../app/locale';
import type { MessageChange } from '../timeline/pendingChanges';
import { messageAt } from '../timeline/testMessages';
import type { Message, Quote } from '../timeline/timeline';
import { MessageActionsProvider, type MessageActions } from './messageActions';
import { SaidRow } from './SaidRow';

describe('SaidRow', () => {
  let done: string[];

  beforeEach(() => {
    chooseLocale('en');
    done = [];
  });

  afterEach(cleanup);

  const actions = (change: Partial<MessageActions> = {}): MessageActions => ({
    ownId: 'me',
    mayAnswer: true,
    mayEdit: () => false,
    mayDelete: () => false,
    mayHide: () => false,
    mayReport: () => true,
    change: (message: Message, wanted: MessageChange) => {
      done.push(`${wanted.kind} ${'emoji' in wanted ? wanted.emoji : ''} ${message.id}`);
    },
    reply: ({ id }) => void done.push(`reply ${id}`),
    edit: ({ id }) => void done.push(`edit ${id}`),
    delete: ({ id }) => void done.push(`delete ${id}`),
    hide: ({ id }) => void done.push(`hide ${id}`),
    report: ({ id }) => void done.push(`report ${id}`),
    copy: ({ id }) => void done.push(`copy ${id}`),
    jumpTo: ({ id }) => void done.push(`jump ${id}`),
    nameOf: (id) => ({ me: 'Me', a: 'Sora', b: '민준' })[id],
    ...change,
  });

  const show = (message: Message, more: { quote?: Quote; actions?: MessageActions } = {}) =>
    render(
      <MessageActionsProvider value={more.actions ?? actions()}>
        <SaidRow
          row={{
            kind: 'entry',
            key: message.id,
            entry: { kind: 'stored', key: message.id, message, quote: more.quote ?? null },
            at: new Date(message.createdAt),
            isOwn: message.author?.id === 'me',
            isFirst: true,
          }}
        />
      </MessageActionsProvider>,
    );

  const openMenu = () => fireEvent.click(screen.getByRole('button', { name: 'More' }));
  const offered = () =>
    screen.getAllByRole('menuitem').map((item) => item.textContent || item.ariaLabel);
  const press = (key: string) =>
    fireEvent.keyDown(document.activeElement ?? document.body, { key });

  test('offers only what is allowed', () => {
    show(messageAt(1), { actions: actions({ mayHide: () => true }) });
    openMenu();
    expect(offered().slice(-4)).toEqual(['Reply', 'Copy the text', 'Report', 'Hide']);
    fireEvent.click(screen.getByRole('menuitem', { name: 'Hide' }));
    expect(done).toEqual(['hide m1']);
    expect(screen.queryByRole('menu')).toBeNull();
  });

  test('offers nothing but a look to who may not write', () => {
    show(messageAt(1), { actions: actions({ mayAnswer: false, mayReport: () => false }) });
    expect(screen.queryByRole('button', { name: 'Reply' })).toBeNull();
    openMenu();
    expect(offered()).toEqual(['Copy the text']);
  });

  test('goes through the menu by keyboard, and gives the focus back', () => {
    show(messageAt(1));
    const more = screen.getByRole('button', { name: 'More' });
    openMenu();
    expect(document.activeElement?.getAttribute('aria-label')).toBe('React with 👍');
    press('End');
    expect(document.activeElement?.textContent).toBe('Report');
    press('ArrowDown');
    expect(document.activeElement?.getAttribute('aria-label')).toBe('React with 👍');
    press('ArrowUp');
    expect(document.activeElement?.textContent).toBe('Report');
    press('Escape');
    expect(screen.queryByRole('menu')).toBeNull();
    expect(document.activeElement).toBe(more);
  });

  test('says who reacted, and takes one’s own reaction back', () => {
    show(
      messageAt(1, {
        reactions: [
          { emoji: '👍', count: 4, participantIds: ['a', 'me', 'b', 'x'] },
          { emoji: '🎉', count: 1, participantIds: ['a'] },
        ],
      }),
    );
    const own = screen.getByRole('button', { name: '👍 by You, Sora, 민준 and 1 other' });
    expect(own.getAttribute('aria-pressed')).toBe('true');
    fireEvent.click(own);
    const other = screen.getByRole('button', { name: '🎉 by Sora' });
    expect(other.getAttribute('aria-pressed')).toBe('false');
    fireEvent.click(other);
    expect(done).toEqual(['unreact 👍 m1', 'react 🎉 m1']);
  });

  test('leads from a reply to what it answers, also where that is gone', () => {
    const { rerender } = show(messageAt(2), { quote: messageAt(1, { text: 'the first' }) });
    fireEvent.click(screen.getByRole('button', { name: /the first/ }));
    expect(done).toEqual(['jump m1']);
    rerender(<div />);
    show(messageAt(2), {
      quote: messageAt(1, { text: null, deletedAt: '2026-01-01T13:00:00Z' }),
    });
    expect(screen.getByRole('button', { name: /This message was deleted/ })).toBeTruthy();
  });

  test('leaves of a deleted message its place only', () => {
    show(messageAt(1, { text: null, deletedAt: '2026-01-01T13:00:00Z' }));
    expect(screen.getByText('This message was deleted.')).toBeTruthy();
    expect(screen.queryByRole('button')).toBeNull();
  });

  test('never renders what somebody wrote as markup', () => {
    const { container } = show(messageAt(1, { text: '<img src=x onerror=alert(1)>' }));
    expect(container.querySelector('img')).toBeNull();
    expect(screen.getByText('<img src=x onerror=alert(1)>')).toBeTruthy();
  });
});

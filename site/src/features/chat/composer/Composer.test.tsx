import type { ComponentProps } from 'react';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { chooseLocale } from '../../../app/locale';
import { UploadError, type UploadFault } from '../attachments/uploadFile';
import { Uploads } from '../attachments/Uploads';
import { TypingNotice } from '../reading/TypingNotice';
import { TestChat } from '../testChat';
import { Composer } from './Composer';
import { longestMessage } from './messageDraft';

const people = [
  { __typename: 'Participant', id: 'me', name: '나', role: 'MEMBER' },
  { __typename: 'Participant', id: 'b', name: '민준', role: 'MEMBER' },
  { __typename: 'Participant', id: 'c', name: '민지', role: 'OWNER' },
];

/** Of a large room, whom only a search finds. */
const farAway = [{ __typename: 'Participant', id: 'z', name: '민들레', role: 'MEMBER' }];

const attachment = (filename: string) => ({
  id: filename,
  url: `/api/chat-attachments/file/${filename}`,
  filename,
  mimeType: 'text/plain',
  bytes: 3,
  width: null,
  height: null,
});

describe('Composer', () => {
  let sent: string[];
  let told: boolean[];
  let chat: TestChat;
  let uploads: Uploads;
  /** Whether the room has more people than are offered at once. */
  let isLarge: boolean;
  /** What becomes of the upload of a file, by its name. */
  let uploaded: Map<string, UploadFault>;

  beforeEach(() => {
    chooseLocale('en');
    sent = [];
    told = [];
    chat = new TestChat();
    isLarge = false;
    chat.answers.MentionCandidates = ({ search }) => ({
      room: {
        __typename: 'Room',
        id: 'room',
        participants: {
          edges: (typeof search === 'string'
            ? farAway.filter(({ name }) => name.includes(search))
            : people
          ).map((node) => ({ node })),
          pageInfo: { hasNextPage: isLarge && search === undefined },
        },
      },
    });
    uploaded = new Map();
    uploads = new Uploads('room', async ({ file }) => {
      const fault = uploaded.get(file.name);
      if (fault) throw new UploadError(fault);
      return attachment(file.name);
    });
    show();
  });

  afterEach(cleanup);

  const show = (change: Partial<ComponentProps<typeof Composer>> = {}) =>
    render(
      <Composer
        title="Lounge"
        roomId="room"
        ownId="me"
        uploads={uploads}
        typing={new TypingNotice((isTyping) => void told.push(isTyping))}
        replyTo={null}
        onCancelReply={() => undefined}
        resumed={null}
        waitUntil={null}
        isSlow={false}
        onSend={(text, attachments) => {
          sent.push([text, ...attachments.map(({ filename }) => filename)].join(' + '));
        }}
        onEditLast={() => false}
        {...change}
      />,
      { wrapper: chat.Provider },
    );

  const counter = () => document.getElementById('composer-count') as HTMLElement;
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
    expect(counter().textContent).toContain('4,001 / 4,000');
    expect(sent).toEqual([]);
    write('a'.repeat(longestMessage));
    enter();
    expect(sent).toHaveLength(1);
  });

  test('counts only near the end', () => {
    write('a'.repeat(3599));
    expect(counter().textContent).toBe('');
    write('a'.repeat(3600));
    expect(counter().textContent).toBe('3,600 / 4,000');
  });

  test('says while one writes that one does, until it is sent', () => {
    write('h');
    write('he');
    enter();
    expect(told).toEqual([true, false]);
  });

  test('offers people after an @, and writes out whom the keyboard picks', async () => {
    write('안녕 @민');
    const options = await screen.findAllByRole('option');
    expect(options.map(({ textContent }) => textContent)).toEqual(['민민준', '민민지']);
    expect(input().getAttribute('aria-activedescendant')).toBe(options[0]?.id);
    fireEvent.keyDown(input(), { key: 'ArrowDown' });
    enter();
    expect(input().value).toBe('안녕 @민지 ');
    expect(sent).toEqual([]);
    expect(screen.queryByRole('listbox')).toBeNull();
    enter();
    expect(sent).toEqual(['안녕 @민지']);
  });

  test('finds people of a large room by what is typed, and stops where nobody has such a name', async () => {
    const searches = () =>
      chat.askedFor('MentionCandidates').flatMap(({ search }) => (search ? [search] : []));
    isLarge = true;
    write('@민들');
    fireEvent.click(await screen.findByRole('option', { name: '민들레' }));
    expect(input().value).toBe('@민들레 ');
    write('@민들레 밥');
    await waitFor(() => expect(searches()).toEqual(['민들', '민들레 밥']));
    write('@민들레 밥 먹');
    write('@민들레 밥 먹자 @민');
    await waitFor(() => expect(searches()).toEqual(['민들', '민들레 밥', '민']));
    expect(await screen.findAllByRole('option')).toHaveLength(3);
  });

  test('lets Escape put the list away', async () => {
    write('@민');
    await screen.findAllByRole('option');
    fireEvent.keyDown(input(), { key: 'Escape' });
    expect(screen.queryByRole('listbox')).toBeNull();
    enter();
    expect(sent).toEqual(['@민']);
  });

  test('sends files without a text, once they are uploaded', async () => {
    const send = screen.getByRole<HTMLButtonElement>('button', { name: 'Send' });
    fireEvent.paste(input(), {
      clipboardData: { files: [new File(['one'], 'one.txt', { type: 'text/plain' })] },
    });
    expect(send.disabled).toBe(true);
    expect(screen.getByText(/can be sent once the files are uploaded/)).toBeTruthy();
    await waitFor(() => expect(send.disabled).toBe(false));
    enter();
    expect(sent).toEqual([' + one.txt']);
    expect(uploads.entries.get()).toEqual([]);
  });

  test('says by the file why it was not uploaded, and tries again', async () => {
    uploaded.set('bad.exe', 'notAccepted');
    fireEvent.paste(input(), { clipboardData: { files: [new File(['x'], 'bad.exe')] } });
    expect((await screen.findByRole('alert')).textContent).toMatch(/not accepted/);
    write('hello');
    enter();
    expect(sent).toEqual([]);
    uploaded.clear();
    fireEvent.click(screen.getByRole('button', { name: 'Upload bad.exe again' }));
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
    enter();
    expect(sent).toEqual(['hello + bad.exe']);
  });

  test('counts down where one has to wait, and keeps what was written', () => {
    cleanup();
    show({ waitUntil: Date.now() + 20_000, isSlow: true });
    write('hello');
    enter();
    expect(sent).toEqual([]);
    expect(input().value).toBe('hello');
    expect(screen.getByText(/Slow mode: you can write again in (19|20) seconds/)).toBeTruthy();
  });

  test('calls what is no slow mode by another name', () => {
    cleanup();
    show({ waitUntil: Date.now() + 20_000 });
    expect(screen.getByText(/That was a lot at once. It goes on in (19|20) seconds/)).toBeTruthy();
  });

  test('changes the last message with ArrowUp in an empty field', () => {
    cleanup();
    let edits = 0;
    show({
      onEditLast: () => {
        edits += 1;
        return true;
      },
    });
    fireEvent.keyDown(input(), { key: 'ArrowUp' });
    write('x');
    fireEvent.keyDown(input(), { key: 'ArrowUp' });
    expect(edits).toBe(1);
  });
});

import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { ApolloProvider } from '@apollo/client/react';
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { useChatServices } from '../../apollo/chatServices';
import { chooseLocale } from '../../app/locale';
import { storage } from '../../app/storage';
import { useStore } from '../../app/store';
import { endSession, startSession } from '../account/session';
import { testRoom } from '../chat/timeline/testMessages';
import type { ServerEvent, Session } from './match';
import { RandomChat } from './RandomChat';
import { RandomMatch } from './RandomMatch';
import { refusal, testRules, testSession, TestSource } from './testMatch';

const token = `e30.${Buffer.from('{"iat":1,"exp":7201}').toString('base64url')}.x`;

const queued = (waiting: number): ServerEvent => ({ __typename: 'RandomQueued', waiting });
const ended: ServerEvent = { __typename: 'RandomEnded', reason: 'PARTNER_LEFT' };

interface Asked {
  readonly operationName: string;
  readonly variables: Record<string, unknown>;
}

/** The chat API by HTTP, as far as a conversation asks it. */
class TestApi {
  readonly asked: Asked[] = [];

  readonly fetch = async (_: unknown, init?: RequestInit) => {
    const asked = JSON.parse(init?.body as string) as Asked;
    this.asked.push(asked);
    return Response.json({ data: this.#answer(asked) });
  };

  #answer({ operationName, variables }: Asked): object {
    switch (operationName) {
      case 'Room':
        return { room: { ...room, slug: variables['slug'] } };
      case 'RoomMessages': {
        const pageInfo = { hasPreviousPage: false, hasNextPage: false };
        const page = { startCursor: null, endCursor: null, ...pageInfo };
        return {
          room: { __typename: 'Room', id: 'room', messages: { edges: [], pageInfo: page } },
        };
      }
      case 'ViewerRoles':
        return { viewer: { __typename: 'Viewer', id: 'u1', roles: ['GUEST'] } };
      case 'BlockParticipant':
        return { blockParticipant: true };
      default:
        return {};
    }
  }
}

const room = {
  ...testRoom,
  __typename: 'Room',
  title: 'Random match',
  kind: 'RANDOM',
  identityMode: 'ANONYMOUS',
  lastSeq: 0,
  editWindowSeconds: 900,
  deleteWindowSeconds: null,
  membership: {
    __typename: 'Membership',
    role: 'MEMBER',
    participant: { __typename: 'Participant', id: 'me', name: '빨간 여우', role: 'MEMBER' },
    lastReadSeq: 0,
    mutedUntil: null,
  },
};

/** Never opens: what the room's feed would hear is not what is tested here. */
class SilentSocket {
  static readonly OPEN = 1;
  readonly readyState = 0;
  send() {}
  close() {}
}

function Chat({ match }: { match: RandomMatch }) {
  const { apollo } = useChatServices();
  const state = useStore(match.state);
  return (
    <ApolloProvider client={apollo}>
      <RandomChat match={state} actions={match} />
    </ApolloProvider>
  );
}

describe('RandomChat', () => {
  let source: TestSource;
  let match: RandomMatch;
  let api: TestApi;
  const before = { fetch: globalThis.fetch, WebSocket: globalThis.WebSocket };

  beforeEach(() => {
    chooseLocale('en');
    storage.write('coco.random', null);
    api = new TestApi();
    Object.assign(globalThis, {
      fetch: api.fetch,
      WebSocket: SilentSocket,
      ResizeObserver: class {
        observe() {}
        disconnect() {}
      },
    });
    startSession(token, { id: 'u1', displayName: '소라', email: null, isGuest: true });
    source = new TestSource();
    match = new RandomMatch({
      source,
      wish: { interests: [], language: 'en' },
      waitToReconnect: () => new Promise(() => undefined),
    });
    render(<Chat match={match} />);
  });

  afterEach(() => {
    cleanup();
    match.close();
    endSession();
    Object.assign(globalThis, before);
    jest.useRealTimers();
  });

  const button = (name: string) => screen.getByRole('button', { name });
  const click = (name: string) => fireEvent.click(button(name));
  const tell = (event: ServerEvent) => act(() => source.tell(event));
  const announced = () => screen.getAllByRole('status').map(({ textContent }) => textContent);
  const start = async () => {
    await act(() => match.check());
    click('Find somebody');
    await act(() => source.subscription(1));
  };
  const talk = async (change: Partial<Session> = {}) => {
    await start();
    tell(queued(2));
    tell({ __typename: 'RandomMatched', session: testSession('s1', change) });
    return screen.findByRole<HTMLTextAreaElement>('textbox');
  };
  const escape = (on: Element = document.activeElement ?? document.body, more: object = {}) =>
    fireEvent.keyDown(on, { key: 'Escape', ...more });

  test('asks for the age before anything else happens', async () => {
    source.rules = testRules();
    let accepted = 0;
    source.accepting = async () => void (accepted += 1);
    await act(() => match.check());
    expect(screen.getByText('Be kind.')).toBeTruthy();
    click('I agree to the rules');
    expect(screen.getByRole('alert').textContent).toMatch(/18 or older/);
    expect(accepted).toBe(0);
    fireEvent.click(screen.getByRole('checkbox', { name: 'I am 18 or older.' }));
    expect(screen.getByRole('alert').textContent).toBe('');
    click('I agree to the rules');
    expect(await screen.findByRole('button', { name: 'Find somebody' })).toBeTruthy();
    expect(accepted).toBe(1);
    expect(document.activeElement?.textContent).toBe('Random chat');
  });

  test('lets people decline, and read the rules again', async () => {
    source.rules = testRules();
    await act(() => match.check());
    click('I do not agree');
    expect(screen.getByRole('link', { name: 'To the rooms' })).toBeTruthy();
    click('Read the rules again');
    expect(screen.getByText('Be kind.')).toBeTruthy();
    expect(source.subscriptions).toEqual([]);
  });

  describe('the interests', () => {
    const input = () => screen.getByRole<HTMLInputElement>('textbox');
    const type = (value: string) => fireEvent.change(input(), { target: { value } });
    const enter = (more: object = {}) => fireEvent.keyDown(input(), { key: 'Enter', ...more });
    const chips = () => screen.queryAllByRole('listitem').map(({ textContent }) => textContent);

    beforeEach(async () => {
      await act(() => match.check());
    });

    test('are added by Enter and by a comma, and taken back', () => {
      type('music');
      enter();
      type('cooking,');
      type('art, film');
      expect(chips()).toEqual(['music', 'cooking', 'art', 'film']);
      fireEvent.keyDown(input(), { key: 'Backspace' });
      click('Remove cooking');
      expect(chips()).toEqual(['music', 'art']);
      expect(document.activeElement).toBe(input());
      expect(announced()).toContain('cooking removed');
    });

    test('leave a syllable that is being composed alone', () => {
      type('음');
      enter({ isComposing: true });
      expect(chips()).toEqual([]);
      expect(input().value).toBe('음');
      enter();
      expect(chips()).toEqual(['음']);
    });

    test('say what is wrong, and keep what was typed', () => {
      type(`art, ${'a'.repeat(31)}`);
      expect(chips()).toEqual(['art']);
      expect(input().value).toBe('a'.repeat(31));
      expect(input().getAttribute('aria-invalid')).toBe('true');
      expect(screen.getByText('An interest has 30 characters at most.')).toBeTruthy();
    });

    test('go along with the language, with what was not ended by a comma, and are remembered', async () => {
      type('music, art');
      fireEvent.change(screen.getByRole('combobox'), { target: { value: '' } });
      click('Find somebody');
      const { input: asked } = await act(() => source.subscription(1));
      expect(asked).toEqual({ interests: ['music', 'art'], language: null });
      click('Stop looking');
      expect(chips()).toEqual(['music', 'art']);
      expect(screen.getByRole<HTMLSelectElement>('combobox').value).toBe('');
    });
  });

  test('says how many wait, and stops', async () => {
    await start();
    expect(announced()).toContain('Getting you a place…');
    tell(queued(1));
    expect(announced().join()).toMatch(/Nobody else waits/);
    tell(queued(4));
    expect(announced()).toContain('3 other people wait as well.');
    expect(document.activeElement?.textContent).toBe('Looking for somebody…');
    click('Stop looking');
    expect(button('Find somebody')).toBeTruthy();
    expect(source.subscriptions[0]?.isOpen).toBe(false);
  });

  test('tells who has come and what they share, and lets them write at once', async () => {
    const composer = await talk({ sharedInterests: ['music', 'art'] });
    expect(announced()).toContain('You are talking with 파란 수달. You share: music, art.');
    await waitFor(() => expect(document.activeElement).toBe(composer));
    expect(composer.getAttribute('aria-label')).toBe('Message to 파란 수달');
    expect(document.title).toContain('파란 수달');
    expect(screen.getByRole('list', { name: 'You share' }).textContent).toBe('musicart');
  });

  test('tells that the partner is away, for how long that may be, and that they are back', async () => {
    await talk();
    tell({ __typename: 'RandomPartnerAway', graceSeconds: 30 });
    expect(screen.getByText(/unless they are back within 30 s/)).toBeTruthy();
    expect(announced().join()).toMatch(/The connection of 파란 수달 dropped/);
    tell({ __typename: 'RandomPartnerBack' });
    expect(screen.queryByText(/unless they are back/)).toBeNull();
    expect(announced()).toContain('파란 수달 is back.');
  });

  test('goes on to the next one with Escape, pressed twice', async () => {
    await talk();
    escape();
    expect(source.ended).toEqual([]);
    expect(announced()).toContain('Press Esc once more for the next person.');
    escape();
    expect(source.ended).toEqual([true]);
    tell({ __typename: 'RandomEnded', reason: 'LEFT' });
    const heading = screen.getByRole('heading', { name: 'Looking for somebody…' });
    expect(document.activeElement).toBe(heading);
    expect(source.subscriptions).toHaveLength(1);
  });

  test('takes no other Escape for that', async () => {
    const composer = await talk();
    escape(composer, { isComposing: true });
    escape(composer, { keyCode: 229 });
    escape(composer, { repeat: true });
    click('Block');
    escape();
    escape();
    expect(announced()).not.toContain('Press Esc once more for the next person.');
    expect(source.ended).toEqual([]);
  });

  test('forgets the first Escape after two seconds', async () => {
    await talk();
    jest.useFakeTimers({ doNotFake: ['queueMicrotask'] });
    escape();
    act(() => {
      jest.advanceTimersByTime(2000);
    });
    escape();
    expect(source.ended).toEqual([]);
  });

  test('blocks in two clicks', async () => {
    await talk();
    click('Block');
    expect(screen.getByRole('dialog', { name: 'Block 파란 수달?' })).toBeTruthy();
    fireEvent.click(screen.getAllByRole('button', { name: 'Block' }).at(-1)!);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    const asked = api.asked.find(({ operationName }) => operationName === 'BlockParticipant');
    expect(asked?.variables).toEqual({ roomId: 'room-s1', participantId: 'partner-s1' });
    tell({ __typename: 'RandomEnded', reason: 'BLOCKED' });
    expect(screen.getByRole('heading', { name: 'You blocked them' })).toBeTruthy();
  });

  test('has the report one click away, during the session and after it', async () => {
    await talk();
    click('Report');
    expect(screen.getByRole('dialog', { name: 'Report this person' })).toBeTruthy();
    tell(ended);
    expect(screen.getByRole('dialog', { name: 'Report this person' })).toBeTruthy();
    click('Close');
    click('Report');
    expect(screen.getByRole('dialog', { name: 'Report this person' })).toBeTruthy();
  });

  test('says why a session is over, keeps it readable, and finds somebody else by Enter', async () => {
    await talk();
    tell(ended);
    expect(screen.getByRole('heading', { name: 'They left' })).toBeTruthy();
    expect(announced().join()).toMatch(/They left/);
    expect(screen.getByRole('log')).toBeTruthy();
    expect(screen.queryByRole('textbox')).toBeNull();
    // An Enter that was still meant for the composer hits nothing.
    expect(document.activeElement).toBe(document.body);
    await waitFor(() => expect(document.activeElement).toBe(button('Find somebody else')));
    click('Find somebody else');
    await act(() => source.subscription(2));
    expect(screen.getByRole('heading', { name: 'Looking for somebody…' })).toBeTruthy();
  });

  test('leaves, and is back at the form', async () => {
    await talk();
    click('Leave');
    expect(await screen.findByRole('button', { name: 'Find somebody' })).toBeTruthy();
    expect(source.ended).toEqual([false]);
  });

  test('says that leaving failed, and lets people try again', async () => {
    await talk();
    source.ending = () => Promise.reject(new TypeError('Failed to fetch'));
    click('Next');
    await waitFor(() => expect(screen.getByRole('alert').textContent).toMatch(/cannot be reached/));
    expect(button('Next')).toHaveProperty('disabled', false);
  });

  test('says until when somebody is held back', async () => {
    await start();
    const until = new Date(Date.now() + 3 * 86_400_000).toISOString();
    act(() =>
      source.subscriptions[0]?.events.error(refusal('FORBIDDEN', { reason: 'HELD_BACK', until })),
    );
    expect(await screen.findByText(/You are kept out of random chat.* until /)).toBeTruthy();
  });

  test('lets the newest tab have it, and takes it back when asked to', async () => {
    await start();
    act(() => source.subscriptions[0]?.events.error(refusal('CONFLICT')));
    expect(await screen.findByRole('heading', { name: /in another tab/ })).toBeTruthy();
    click('Go on here');
    await act(() => source.subscription(2));
    expect(screen.getByRole('heading', { name: 'Looking for somebody…' })).toBeTruthy();
  });

  test('says from when on it may be tried again', async () => {
    await start();
    act(() =>
      source.subscriptions[0]?.events.error(refusal('RATE_LIMITED', { retryAfterMs: 60_000 })),
    );
    expect(await screen.findByText(/somebody again in 60 seconds/)).toBeTruthy();
    expect(button('Find somebody')).toHaveProperty('disabled', true);
  });
});

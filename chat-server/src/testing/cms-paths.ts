import { randomUUID } from 'node:crypto';

import type { Arrangement, Person } from './arrangement';
import type { During } from './chat-paths';
import { siteOperations, type Cms } from './cms';
import { createRoom, testPassword } from './factories';

interface Options {
  chat: Arrangement;
  cms: Cms;
  during: During;
}

type Signed = { token: string } | null;
type Data = Record<string, unknown>;

/** Walks what people and staff ask of the CMS: the site's operations, and the lists and acts of the admin panel. */
export class CmsPaths {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  async walk(): Promise<void> {
    const { chat } = this.#options;
    await this.#walkSite();
    await this.#asMember(await chat.person('주인'));
    await this.#asModerator(await chat.person('관리 중재자', { roles: ['moderator'] }));
    await this.#asAdmin(await chat.person('관리자', { roles: ['admin'] }));
  }

  #rest(
    who: Signed,
    method: string,
    path: string,
    data?: Data,
    headers?: Record<string, string>,
  ): Promise<Data> {
    const { cms, during } = this.#options;
    const name = `${method} ${path.replaceAll(/[0-9a-f]{8,}[0-9a-f-]*/g, ':id')}`;
    return during(name, () => cms.rest(who, method, path, data, headers));
  }

  /** What is refused asks the database too. */
  async #refused(who: Signed, method: string, path: string, data?: Data): Promise<void> {
    const answer = await this.#rest(who, method, path, data).catch(() => null);
    if (answer) throw new Error(`${method} ${path} was not refused`);
  }

  async #walkSite(): Promise<void> {
    const { cms, during } = this.#options;
    const operations = await siteOperations();
    const left = new Set(operations.keys());
    const ask = async (who: Signed, name: string, variables: Data = {}): Promise<Data> => {
      left.delete(name);
      return during(name, () => cms.graphQL(who, operations.get(name) ?? '', variables));
    };
    await ask(null, 'LandingSections', { locale: 'ko' });
    await ask(null, 'Insights', { locale: 'en' });
    const email = `${randomUUID()}@example.org`;
    const password = testPassword;
    await ask(null, 'SignUp', { data: { email, password, displayName: '새 사람' } });
    const { loginUser } = await ask(null, 'LogIn', { email, password });
    const signedIn = loginUser as { token: string };
    await ask(signedIn, 'RefreshSession');
    await ask(signedIn, 'LogOut');
    const { createGuest } = await ask(null, 'CreateGuest', { displayName: '지나가는 사람' });
    await ask(createGuest as Signed, 'RegisterGuest', {
      email: `${randomUUID()}@example.org`,
      password,
      displayName: '이제 회원',
    });
    if (left.size > 0) throw new Error(`The site asks more: ${[...left].join(', ')}`);
    await this.#refused(null, 'POST', '/users/login', { email, password: 'wrong password' });
    await this.#rest(null, 'POST', '/users/forgot-password', { email });
    const token = randomUUID();
    await this.#refused(null, 'POST', '/users/reset-password', { token, password });
    await this.#rest(null, 'GET', '/users/init');
    const strange = { Authorization: `users API-Key ${randomUUID()}` };
    await this.#rest(null, 'GET', '/users/me', undefined, strange);
  }

  async #asMember(member: Person): Promise<void> {
    await this.#rest(member, 'GET', '/users/me');
    await this.#rest(member, 'GET', '/users');
    await this.#rest(member, 'PATCH', `/users/${member.id}`, { displayName: member.name });
    await this.#rest(member, 'GET', '/payload-preferences/theme');
    await this.#rest(member, 'POST', '/payload-preferences/theme', { value: 'dark' });
    await this.#rest(member, 'GET', '/access');
    for (const slug of ['page-sections', 'site-stats', 'media', 'chat-rooms']) {
      await this.#rest(null, 'GET', `/${slug}`);
      await this.#rest(null, 'GET', `/${slug}?limit=0`);
      await this.#rest(null, 'GET', `/${slug}?pagination=false`);
    }
    await this.#rest(null, 'GET', '/chat-rooms?where[slug][equals]=nowhere');
    // Whatever would read all there is.
    for (const query of [
      'where[title][equals]=nothing',
      'where[slug][like]=nothing',
      'where[createdBy.displayName][equals]=nobody',
      'where[or][0][topic][contains]=nothing',
      'sort=topic',
    ]) {
      await this.#refused(null, 'GET', `/chat-rooms?${query}`);
      await this.#refused(member, 'GET', `/chat-rooms?${query}`);
    }
    await this.#refused(null, 'GET', '/page-sections?where[content.room.title][like]=nothing');
    await this.#refused(member, 'GET', '/chat-attachments?where[room.title][like]=nothing');

    const { chat, cms, during } = this.#options;
    const room = await createRoom(chat.payload);
    await chat.joined(room, member.name);
    const { filename } = await during('an upload', () => cms.upload(member, room.id));
    await during('a download', () => cms.download(member, filename));
  }

  async #asModerator(moderator: Person): Promise<void> {
    const { chat } = this.#options;
    const room = await createRoom(chat.payload);
    const person = await chat.joined(room, '말썽꾼');
    await this.#rest(moderator, 'PATCH', `/chat-rooms/${room.id}`, { topic: '새 주제' });
    const liftedAt = new Date().toISOString();
    const made = async (slug: string, data: Data): Promise<string> =>
      ((await this.#rest(moderator, 'POST', `/${slug}`, data)).doc as { id: string }).id;
    const mute = await made('sanctions', { account: person.id, room: room.id, kind: 'mute' });
    const hold = await made('random-holds', {
      account: person.id,
      until: new Date(Date.now() + 3_600_000).toISOString(),
    });
    const list = async (slug: string): Promise<string> => {
      const { docs } = await this.#rest(moderator, 'GET', `/${slug}?limit=10&page=1`);
      await this.#rest(moderator, 'GET', `/${slug}?limit=10&page=2`);
      return (docs as { id: string }[])[0]?.id ?? '';
    };
    for (const slug of [
      'chat-rooms',
      'chat-messages',
      'chat-memberships',
      'random-sessions',
      'random-holds',
      'reports',
      'sanctions',
      'users',
    ]) {
      const id = await list(slug);
      await this.#rest(moderator, 'GET', `/${slug}/${id}`);
    }
    const report = await list('reports');
    await this.#rest(moderator, 'POST', `/reports/${report}/act`, { act: 'dismiss' });
    const message = await list('chat-messages');
    await this.#rest(moderator, 'PATCH', `/chat-messages/${message}`, { isHidden: true });
    await this.#rest(moderator, 'POST', '/identity-lookup', { message, reason: 'A test.' });
    await this.#rest(moderator, 'GET', '/random-match/figures');
    await this.#rest(moderator, 'PATCH', `/sanctions/${mute}`, { liftedAt });
    await this.#rest(moderator, 'PATCH', `/random-holds/${hold}`, { liftedAt });
  }

  async #asAdmin(admin: Person): Promise<void> {
    await this.#rest(admin, 'GET', '/audit-log?limit=10&page=1');
    await this.#rest(admin, 'GET', '/audit-log?limit=10&page=2');
    const section = {
      title: 'A section',
      key: `section-${randomUUID()}`,
      _status: 'published',
      content: [{ blockType: 'callToAction', heading: 'Come in' }],
    };
    const { doc } = await this.#rest(admin, 'POST', '/page-sections', section);
    const { id } = doc as { id: string };
    await this.#rest(admin, 'PATCH', `/page-sections/${id}`, { title: 'Another title' });
  }
}

import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import path from 'node:path';

import { describeNeeds } from '@coco-chat/e2e/servers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Payload } from 'payload';
import sharp, { type Sharp } from 'sharp';

import type { DatabaseKind } from '../../database';
import { callRest, createGraphQLCaller } from '../../testing/apis';
import { createPerson, type Person } from '../../testing/people';
import { startPayload, type TestPayload } from '../../testing/start-payload';
import { createUploadClient, type Answer } from '../../testing/uploads';
import { mostUnposted } from './check-upload';

const square = (side: number): Sharp =>
  sharp({ create: { width: side, height: side, channels: 3, background: '#f2a33a' } });

/** A PDF of nothing: enough to be one. */
const pdf = [
  '%PDF-1.4',
  '1 0 obj\n<< /Type /Catalog >>\nendobj',
  'xref\n0 2\n0000000000 65535 f \n0000000009 00000 n ',
  'trailer\n<< /Root 1 0 R /Size 2 >>\nstartxref\n52\n%%EOF\n',
].join('\n');

function suite(kind: DatabaseKind): void {
  let server: TestPayload;
  let payload: Payload;
  let client: ReturnType<typeof createUploadClient>;
  let owner: Person;
  let other: Person;
  let stranger: Person;
  let moderator: Person;
  let room: string;

  beforeAll(async () => {
    server = await startPayload(kind);
    ({ payload } = server);
    client = createUploadClient(server);
    owner = await createPerson(payload, 'member', 'owner');
    other = await createPerson(payload, 'guest', 'other');
    stranger = await createPerson(payload, 'member', 'stranger');
    moderator = await createPerson(payload, 'moderator');
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    room = await createRoom();
    await join(owner);
    await join(other);
    await payload.delete({ collection: 'chat-attachments', where: { id: { exists: true } } });
  });

  const createRoom = async (data: object = {}): Promise<string> => {
    const { id } = await payload.create({
      collection: 'chat-rooms',
      data: {
        ...{ title: 'Room', slug: `room-${randomUUID()}`, kind: 'private', identityMode: 'real' },
        ...{ isArchived: false, slowModeSeconds: 0, ...data },
      } as never,
    });
    return id;
  };
  const join = async ({ user }: Person, data: object = {}): Promise<string> => {
    const { id } = await payload.create({
      collection: 'chat-memberships',
      data: {
        ...{ room, user: user.id, participantId: randomUUID(), role: 'member', lastReadSeq: 0 },
        ...{ joinedAt: new Date().toISOString(), ...data },
      } as never,
    });
    return id;
  };
  const png = (): Promise<Buffer> => square(8).png().toBuffer();
  const upload = async (who: Person | null = owner, inRoom = room): Promise<Answer> =>
    client.upload(who, { room: inRoom }, { content: await png(), name: 'square.png' });
  const uploaded = async (who: Person = owner) => {
    const { body, status } = await upload(who);
    expect([status, body.errors]).toEqual([201, undefined]);
    if (!body.doc) throw new Error('Nothing was uploaded');
    return body.doc;
  };
  let seq = 0;
  /** Posts an uploaded file. */
  const post = async (attachment: string): Promise<string> => {
    seq += 1;
    const { id } = await payload.create({
      collection: 'chat-messages',
      data: {
        ...{ room, seq, revision: seq, kind: 'file', text: '', author: owner.user.id },
        clientMessageId: randomUUID(),
      } as never,
    });
    await payload.update({ collection: 'chat-attachments', id: attachment, data: { message: id } });
    return id;
  };
  const storedFiles = (): Promise<string[]> =>
    readdir(path.join(server.cacheKey, 'attachments')).catch(() => []);
  const messageOf = ({ body }: Answer): string => {
    const [error] = body.errors ?? [];
    const [field] = error?.data?.errors ?? [];
    return field ? `${field.path}: ${field.message}` : (error?.message ?? '');
  };

  describe('an upload', () => {
    test('is kept under a random name, with the name it came with', async () => {
      const answer = await client.upload(
        owner,
        // What a client says beside the room is not believed.
        { room, owner: other.user.id, originalName: '../x', message: 'y', filename: 'z', width: 9 },
        { content: await square(20).png().toBuffer(), name: '../우리 집.PNG', type: 'text/html' },
      );
      expect(answer.status).toBe(201);
      const { doc } = answer.body;
      expect(doc).toMatchObject({
        ...{ originalName: '우리 집.webp', mimeType: 'image/webp', width: 20, height: 20 },
        filename: expect.stringMatching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}\.webp$/),
        url: `/api/chat-attachments/file/${doc?.filename}`,
      });
      const stored = await payload.findByID({
        collection: 'chat-attachments',
        id: doc?.id ?? '',
        depth: 0,
      });
      expect(stored).toMatchObject({ room, owner: owner.user.id });
      expect(stored.message ?? null).toBeNull();
    });

    test('of a photo loses where it was taken, and is turned the right way up', async () => {
      const photo = await sharp({
        create: { width: 40, height: 20, channels: 3, background: 'red' },
      })
        .withExif({
          IFD0: { Make: 'Camera', Orientation: '6' },
          IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '37/1 33/1 58/1' },
        })
        .withMetadata({ orientation: 6 })
        .withExifMerge({ IFD0: { Make: 'Camera' }, IFD3: { GPSLatitudeRef: 'N' } })
        .jpeg()
        .toBuffer();
      const before = await sharp(photo).metadata();
      expect([before.exif?.includes('Camera'), before.orientation]).toEqual([true, 6]);
      const { body } = await client.upload(owner, { room }, { content: photo, name: 'photo.jpg' });
      expect(body.doc).toMatchObject({ originalName: 'photo.webp', width: 20, height: 40 });
      const { content } = await client.file(owner, body.doc?.filename ?? '');
      const after = await sharp(content).metadata();
      expect(after).toMatchObject({ format: 'webp', width: 20, height: 40 });
      expect([after.exif, after.xmp, after.iptc, after.orientation]).toEqual(
        Array(4).fill(undefined),
      );
      expect(content.includes('Camera')).toBe(false);
    });

    test('that moves goes on moving', async () => {
      const frames = Buffer.concat(
        await Promise.all(
          ['red', 'lime', 'blue'].map((background) =>
            sharp({ create: { width: 6, height: 4, channels: 3, background } })
              .raw()
              .toBuffer(),
          ),
        ),
      );
      const gif = await sharp(frames, {
        raw: { width: 6, height: 12, channels: 3, pageHeight: 4 },
      })
        .gif({ delay: [100, 100, 100] })
        .toBuffer();
      expect((await sharp(gif, { animated: true }).metadata()).pages).toBe(3);
      const { body } = await client.upload(owner, { room }, { content: gif, name: 'party.gif' });
      expect(body.doc).toMatchObject({ mimeType: 'image/webp', width: 6, height: 4 });
      const { content } = await client.file(owner, body.doc?.filename ?? '');
      expect((await sharp(content, { animated: true }).metadata()).pages).toBe(3);
    });

    test('that is large is made smaller', async () => {
      const wide = await sharp({
        create: { width: 5000, height: 1000, channels: 3, background: 'red' },
      })
        .png()
        .toBuffer();
      const { body } = await client.upload(owner, { room }, { content: wide, name: 'wide.png' });
      expect(body.doc).toMatchObject({ width: 4096, height: 819 });
    });

    test('that would take all memory is refused by its head', async () => {
      const bomb = await sharp({
        create: { width: 10_000, height: 7_000, channels: 3, background: 'white' },
      })
        .png({ compressionLevel: 9 })
        .toBuffer();
      expect(bomb.length).toBeLessThan(1024 * 1024);
      const answer = await client.upload(owner, { room }, { content: bomb, name: 'bomb.png' });
      expect(answer.status).toBe(400);
      expect(messageOf(answer)).toBe(
        'file: An image has at most 64 million pixels, all of its frames together.',
      );
    });

    test.each([
      ['a PDF', pdf, 'plan.pdf', 'application/pdf', 'plan.pdf'],
      ['a text', '안녕하세요\n', 'note.md', 'text/plain', 'note.md'],
      ['a text under another name', 'alert(1)', 'page.html', 'text/plain', 'page.html.txt'],
    ])('may be %s', async (_, content, name, mimeType, originalName) => {
      const { body, status } = await client.upload(owner, { room }, { content, name });
      expect([status, body.doc]).toMatchObject([201, { mimeType, originalName }]);
      const answer = await client.file(owner, body.doc?.filename ?? '');
      expect(answer.content.toString()).toBe(content);
      expect(answer.headers.get('content-type')).toMatch(mimeType);
      expect(answer.headers.get('content-disposition')).toBe('attachment');
    });

    test.each([
      ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', 'a.png', 'image/png'],
      ['an SVG after a declaration', '<?xml version="1.0"?><svg/>', 'a.svg', 'image/svg+xml'],
      ['HTML', ' <!-- x --><!doctype html><p>', 'a.txt', 'text/plain'],
      ['a program', Buffer.from('7f454c4602010100', 'hex'), 'a.txt', 'text/plain'],
      ['bytes', Buffer.from([0, 1, 2, 255]), 'a.txt', 'text/plain'],
      [
        'half an image',
        Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
        'a.png',
        'image/png',
      ],
      ['nothing', '', 'a.txt', 'text/plain'],
    ])('is never %s, whatever it is called', async (_, content, name, type) => {
      const answer = await client.upload(owner, { room }, { content, name, type });
      expect(answer.status).toBe(400);
      expect(messageOf(answer)).toMatch(/^file: /);
      expect(await storedFiles()).toEqual([]);
    });

    test('has at most 10 MiB', async () => {
      const limit = 10 * 1024 * 1024;
      const fits = await client.upload(
        owner,
        { room },
        { content: 'x'.repeat(limit), name: 'fits.txt' },
      );
      expect(fits.status).toBe(201);
      const content = 'x'.repeat(limit + 1);
      const answer = await client.upload(owner, { room }, { content, name: 'large.txt' });
      expect([answer.status, messageOf(answer)]).toEqual([413, 'file: it is larger than 10 MiB.']);
    });

    test('needs a file, and does not fetch one from an address', async () => {
      const data = { room, url: 'http://127.0.0.1:9/secret.png', filename: 'secret.png' };
      const answers = [
        await client.upload(owner, { room }),
        await client.upload(owner, data),
        await callRest(server, owner, 'POST', '/chat-attachments', data),
      ];
      expect(answers.map(({ status }) => status)).toEqual([400, 400, 400]);
      const execute = createGraphQLCaller(server);
      const { data: made, statuses } = await execute(
        owner,
        `mutation ($data: mutationChatAttachmentInput!) { createChatAttachment(data: $data) { id } }`,
        { data: { room, owner: owner.user.id, originalName: 'x', url: data.url, filename: 'x' } },
      );
      expect([made?.createChatAttachment ?? null, statuses]).toEqual([null, [400]]);
    });

    test(`is one of at most ${mostUnposted} that wait for their message`, async () => {
      const ids: string[] = [];
      for (let count = 0; count < mostUnposted; count += 1) ids.push((await uploaded()).id);
      const answer = await upload();
      expect([answer.status, messageOf(answer)]).toEqual([
        429,
        expect.stringContaining('You have 20 files that are uploaded and not posted.'),
      ]);
      expect((await upload(other)).status).toBe(201);
      await post(ids[0] ?? '');
      expect((await upload()).status).toBe(201);
    });
  });

  test(`${mostUnposted} files of one person are kept, however many come at the same moment`, async () => {
    const content = await png();
    const answers = await Promise.all(
      Array.from({ length: mostUnposted + 6 }, (_, index) =>
        client.upload(owner, { room }, { content, name: `${index}.png` }),
      ),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(mostUnposted);
    expect(statuses.filter((status) => status === 429)).toHaveLength(6);
    const { totalDocs } = await payload.count({
      collection: 'chat-attachments',
      where: { owner: { equals: owner.user.id } },
    });
    expect(totalDocs).toBe(mostUnposted);
  });

  describe('who may upload', () => {
    const refused = async (who: Person | null, status: number, message: string): Promise<void> => {
      const answer = await upload(who);
      expect([answer.status, messageOf(answer)]).toEqual([status, message]);
      expect(await storedFiles()).toEqual([]);
    };
    const joinFirst = 'Join the room before you attach a file there.';

    test('nobody who is not signed in', () => refused(null, 401, 'Sign in first.'));

    test('members of the room alone, moderators of the site among the others', async () => {
      await refused(stranger, 403, joinFirst);
      await refused(moderator, 403, joinFirst);
      expect((await upload(other)).status).toBe(201);
    });

    test.each([
      ['left', { leftAt: new Date().toISOString() }, joinFirst],
      ['were banned', { bannedAt: new Date().toISOString() }, joinFirst],
      ['are muted', { mutedUntil: '2999-01-01' }, 'You may not write in this room now.'],
    ])('not those who %s', async (_, data, message) => {
      await join(stranger, data);
      await refused(stranger, 403, message);
    });

    test('not those under a sanction, while it lasts', async () => {
      await join(stranger);
      const { id } = await payload.create({
        collection: 'sanctions',
        data: { account: stranger.user.id, kind: 'mute' },
      });
      await refused(stranger, 403, 'You may not write in this room now.');
      const liftedAt = new Date().toISOString();
      await payload.update({ collection: 'sanctions', id, data: { liftedAt } });
      expect((await upload(stranger)).status).toBe(201);
    });

    test('nobody in an archived room, and nobody in none', async () => {
      await payload.update({ collection: 'chat-rooms', id: room, data: { isArchived: true } });
      await refused(owner, 403, 'This room is archived.');
      for (const wrong of ['nowhere', randomUUID(), '0'.repeat(24)]) {
        expect((await upload(owner, wrong)).status).toBe(403);
      }
      const answer = await client.upload(owner, {}, { content: await png(), name: 'a.png' });
      expect([answer.status, messageOf(answer)]).toEqual([
        400,
        'room: Name the room that the file is for.',
      ]);
    });
  });

  describe('who is given the file', () => {
    const givenTo = async (filename: string): Promise<string[]> => {
      const given: string[] = [];
      const people = { visitor: null, owner, other, stranger, moderator };
      for (const [name, who] of Object.entries(people)) {
        const { status } = await client.file(who, filename);
        if (status === 200) given.push(name);
        else expect(status).toBe(403);
      }
      return given;
    };

    test('its owner, until it is posted', async () => {
      const { filename } = await uploaded();
      expect(await givenTo(filename)).toEqual(['owner', 'moderator']);
    });

    test('then the members of the room, while its message stands', async () => {
      const { filename, id } = await uploaded();
      const message = await post(id);
      expect(await givenTo(filename)).toEqual(['owner', 'other', 'moderator']);
      const at = new Date().toISOString();
      for (const gone of ['hiddenAt', 'deletedAt']) {
        await payload.update({ collection: 'chat-messages', id: message, data: { [gone]: at } });
        expect(await givenTo(filename)).toEqual(['moderator']);
        await payload.update({ collection: 'chat-messages', id: message, data: { [gone]: null } });
      }
    });

    test('not those who left or were banned, its owner included', async () => {
      const { filename, id } = await uploaded();
      await post(id);
      for (const user of [owner, other]) {
        await payload.update({
          collection: 'chat-memberships',
          where: { and: [{ room: { equals: room } }, { user: { equals: user.user.id } }] },
          data: { [user === owner ? 'leftAt' : 'bannedAt']: new Date().toISOString() },
        });
      }
      expect(await givenTo(filename)).toEqual(['moderator']);
    });

    test('as what it is, privately, and in parts too', async () => {
      const { filename } = await uploaded();
      const { headers } = await client.file(owner, filename);
      expect(Object.fromEntries(headers)).toMatchObject({
        'content-type': 'image/webp',
        'content-disposition': 'inline',
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, max-age=300',
        'content-security-policy': "default-src 'none'; sandbox",
        vary: 'Authorization, Cookie',
      });
      const part = await client.file(owner, filename, { Range: 'bytes=0-3' });
      expect([part.status, part.content.toString()]).toEqual([206, 'RIFF']);
    });

    test.each(['../chat.db', '..%2fchat.db', 'none.webp', ''])('nothing is at %j', async (name) => {
      const { status } = await client.call(owner, `/file/${encodeURIComponent(name)}`);
      expect([403, 404]).toContain(status);
    });
  });

  test('the document, which names its owner, is for the owner and moderators', async () => {
    const { id } = await uploaded();
    await post(id);
    const readers: string[] = [];
    for (const [name, who] of Object.entries({
      visitor: null,
      owner,
      other,
      stranger,
      moderator,
    })) {
      const one = await callRest(server, who, 'GET', `/chat-attachments/${id}`);
      const list = await callRest(server, who, 'GET', `/chat-attachments?where[id][equals]=${id}`);
      expect(one.status === 200).toBe(list.body.totalDocs === 1);
      if (one.status === 200) readers.push(name);
    }
    expect(readers).toEqual(['owner', 'moderator']);
  });

  test('uploads that were never posted are removed after a day, with their files', async () => {
    const [old, fresh, posted] = [await uploaded(), await uploaded(), await uploaded()];
    await post(posted.id);
    const longAgo = new Date(Date.now() - 25 * 3_600_000 - 1).toISOString();
    for (const { id } of [old, posted]) {
      await payload.db.updateOne({
        collection: 'chat-attachments',
        id,
        data: { createdAt: longAgo },
        options: { timestamps: false },
      } as never);
    }
    // As the server's clock does it, which REST calls have started here too: what is due is queued once,
    // and what is queued is run.
    await payload.jobs.handleSchedules();
    const jobs = await payload.find({
      collection: 'payload-jobs',
      where: { taskSlug: { equals: 'removeUnpostedUploads' } },
    });
    expect(jobs.totalDocs).toBe(1);
    await payload.update({
      collection: 'payload-jobs',
      where: { taskSlug: { equals: 'removeUnpostedUploads' } },
      data: { waitUntil: longAgo },
    });
    await payload.jobs.run();
    expect((await storedFiles()).sort()).toEqual([fresh.filename, posted.filename].sort());
    const { docs } = await payload.find({ collection: 'chat-attachments', depth: 0 });
    expect(docs.map(({ id }) => id).sort()).toEqual([fresh.id, posted.id].sort());
  });
}

describe('attachments on SQLite', () => {
  suite('sqlite');
});
describeNeeds('mongod', 'attachments on MongoDB', () => {
  suite('mongodb');
});

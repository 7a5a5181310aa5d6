import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';

import type { Server } from '../topology';
import { AdminPanel } from './admin-panel';
import { launchBrowser, newPerson, type Person } from './browser';
import { Visitor } from './visitor';

/** The running product, as the journey needs it. */
export interface Stage {
  origin: string;
  /** The process that answers this visitor's WebSocket. */
  serverOf(visitor: Visitor): Server;
  /** How many processes may answer. */
  chatServers: number;
  stop(): Promise<void>;
}

const password = 'correct horse battery staple';
const headings = {
  ko: '새벽에도 누군가 있는 곳 🌙',
  en: 'Somebody is here, even at dawn 🌙',
};

/**
 * What people do in their first hour, in a real browser: an admin signs up and publishes, the site
 * shows it, two visitors talk, reload, and lose nothing when a server dies.
 *
 * The tests of a journey build on each other, in their order.
 */
export function journey(start: (dir: string) => Promise<Stage>): void {
  const minutes = (count: number): number => count * 60_000;
  let dir: string;
  let stage: Stage;
  let browser: Browser;
  let admin: AdminPanel;
  let mina: Visitor;
  let jun: Visitor;
  const people: Person[] = [];
  const said: string[] = [];

  const person = async (): Promise<Person> => {
    const next = await newPerson(browser, stage.origin);
    people.push(next);
    return next;
  };
  const visitor = async (): Promise<Visitor> =>
    Visitor.open(await (await person()).context.newPage());

  const say = async (speaker: Visitor, text: string): Promise<void> => {
    said.push(text);
    await speaker.say(text);
    await speaker.acknowledged(text);
  };
  const bothSeeEverything = async (): Promise<void> => {
    expect(said).not.toEqual([]);
    for (const reader of [mina, jun]) {
      for (const text of said) await reader.sees(text);
      expect(await reader.transcript(said)).toEqual(said);
    }
  };

  beforeAll(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'coco-chat-journey-'));
    stage = await start(dir);
    browser = await launchBrowser();
  }, minutes(3));

  afterAll(async () => {
    await browser.close();
    await stage.stop();
    await rm(dir, { recursive: true, force: true });
  }, minutes(1));

  test(
    'the first admin signs up, and publishes a section in Korean and English',
    async () => {
      const { context } = await person();
      admin = new AdminPanel(await context.newPage());
      await admin.signUpFirstAdmin({ email: 'admin@example.com', password, name: '운영자' });
      await admin.openSection('hero');
      await admin.publishHeading('ko', headings.ko);
      await admin.publishHeading('en', headings.en);
    },
    minutes(2),
  );

  test('the site shows it in both languages', async () => {
    const page = await (await person()).context.newPage();
    await page.goto('/');
    await page.getByRole('heading', { name: headings.ko, level: 1 }).waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: headings.en, level: 1 }).waitFor();
  });

  test(
    'two visitors sign up and talk in a room',
    async () => {
      mina = await visitor();
      jun = await visitor();
      await mina.signUp({ name: '미나', email: 'mina@example.com', password });
      await jun.signUp({ name: '준', email: 'jun@example.com', password });
      await mina.enterRoom('lobby');
      await jun.enterRoom('lobby');
      // nginx chooses by connections, and counts those too that are just ending.
      const areApart = (): boolean => stage.serverOf(mina) !== stage.serverOf(jun);
      for (let attempt = 0; stage.chatServers > 1 && !areApart() && attempt < 20; attempt += 1) {
        await jun.reload();
      }
      expect(areApart()).toBe(stage.chatServers > 1);
      await say(mina, '안녕하세요! 👋 처음 왔어요');
      await jun.sees('안녕하세요! 👋 처음 왔어요');
      await say(jun, '반가워요 🎉 ㅎㅎ');
      await say(mina, '가족 이모지도 되나요? 👨‍👩‍👧‍👦');
      await bothSeeEverything();
    },
    minutes(1),
  );

  test(
    'they reload, and see what was said',
    async () => {
      await mina.page.reload();
      await jun.page.reload();
      await bothSeeEverything();
    },
    minutes(1),
  );

  test(
    'a server dies, and nothing that was acknowledged is gone',
    async () => {
      await say(mina, '서버가 곧 꺼집니다');
      const server = stage.serverOf(mina);
      await server.kill();
      // Said while nobody listens: kept, and sent when there is a server again.
      const kept = '이 말은 나중에 도착합니다 📮';
      said.push(kept);
      await mina.say(kept);
      await server.start();
      await mina.acknowledged(kept);
      await bothSeeEverything();
      await say(jun, '다 보여요 ✨');
      await bothSeeEverything();
    },
    minutes(2),
  );

  test(
    'after everything, a reload shows each message once',
    async () => {
      await mina.page.reload();
      await jun.page.reload();
      await bothSeeEverything();
    },
    minutes(1),
  );

  test(
    'a guest comes in by one click, answers and reacts; a moderator hides what one says',
    async () => {
      const guest = await visitor();
      await guest.enterAsGuest('lobby');
      const question = '처음 온 사람도 있나요?';
      await say(mina, question);
      await guest.sees(question);
      const answer = '저요, 방금 왔어요 🙋';
      await guest.reply(question, answer);
      await guest.react(question, '❤️');
      await mina.seesReply(question, answer);
      await mina.seesReaction(question, '❤️');

      const rude = '이런 말은 가려져야 합니다';
      await guest.say(rude);
      await mina.sees(rude);
      const moderator = await visitor();
      await moderator.logIn({ email: 'admin@example.com', password });
      await moderator.enterRoom('lobby');
      await moderator.sees(rude);
      await moderator.hide(rude);
      for (const reader of [mina, guest]) await reader.losesSight(rude);
    },
    minutes(2),
  );

  test(
    'two strangers meet, talk, reload, go on; one reports, and a moderator sees it',
    async () => {
      for (const somebody of [mina, jun]) await somebody.lookForStranger('고양이');
      for (const somebody of [mina, jun]) await somebody.meetsStranger();
      const names = [await mina.strangersName(), await jun.strangersName()];
      for (const name of ['미나', '준']) expect(names).not.toContain(name);
      await mina.say('안녕하세요, 고양이 키우세요?');
      await jun.sees('안녕하세요, 고양이 키우세요?');

      await jun.reload();
      await jun.meetsStranger();
      await jun.sees('안녕하세요, 고양이 키우세요?');
      expect(await jun.strangersName()).toBe(names[1]);
      const rude = '너는 정말 별로야';
      await jun.say(rude);
      await mina.sees(rude);

      await jun.goesToNextStranger();
      await mina.isLeftByStranger();
      await mina.sees(rude);
      await mina.reportStranger('욕설이나 괴롭힘', '처음부터 무례했어요');

      await admin.openNewestReport();
      await admin.reads('처음부터 무례했어요');
      await admin.reads(rude);
    },
    minutes(2),
  );

  test('no page asked any other host for anything', () => {
    expect(people.flatMap(({ strangers }) => strangers)).toEqual([]);
  });
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';

import { describeNeeds } from '../servers';
import { startEmbedded, type Server } from '../topology';
import { launchBrowser, newPerson } from './browser';

/** A guest in the random chat, whose site speaks Korean. All but coming in is done with the keyboard. */
class Guest {
  constructor(readonly page: Page) {}

  button(name: string): Locator {
    return this.page.getByRole('main').getByRole('button', { name, exact: true });
  }

  get composer(): Locator {
    return this.page.getByPlaceholder('메시지를 입력하세요');
  }

  async enter(): Promise<void> {
    await this.page.goto('/random');
    await this.button('게스트로 계속하기').click();
    await this.page.getByRole('checkbox').press('Space');
    await this.button('규칙에 동의합니다').press('Enter');
  }

  /** The first Enter adds the interest, the second one begins. */
  async lookFor(interest: string): Promise<void> {
    await this.page.getByRole('textbox').pressSequentially(interest);
    await this.page.keyboard.press('Enter');
    await this.page.getByRole('listitem').filter({ hasText: interest }).waitFor();
    await this.page.keyboard.press('Enter');
  }

  async waits(): Promise<void> {
    await this.button('그만 찾기').waitFor();
  }

  /** Types wherever the focus is. */
  async say(text: string): Promise<void> {
    await this.page.keyboard.type(text);
    await this.page.keyboard.press('Enter');
  }

  async sees(text: string): Promise<void> {
    await this.page.getByRole('log').getByText(text, { exact: true }).first().waitFor();
  }

  async nextByKey(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await this.page.getByText('Esc를 한 번 더 누르면 다음 사람으로 넘어갑니다.').waitFor();
    await this.page.keyboard.press('Escape');
  }
}

describeNeeds('chromium', 'the random chat, in two browsers', () => {
  let dir: string;
  let server: Server;
  let browser: Browser;
  let mina: Guest;
  let jun: Guest;

  beforeAll(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'coco-chat-random-'));
    const env = { ADMIN_EMAIL: 'admin@example.com', ADMIN_PASSWORD: 'correct horse battery' };
    server = await startEmbedded({ dir, env });
    browser = await launchBrowser();
    const open = async (): Promise<Guest> =>
      new Guest(await (await newPerson(browser, server.origin)).context.newPage());
    [mina, jun] = [await open(), await open()];
  }, 180_000);

  afterAll(async () => {
    await browser.close();
    await server.stop();
    await rm(dir, { recursive: true, force: true });
  }, 60_000);

  test('two who share an interest meet, and write at once', async () => {
    await mina.enter();
    await mina.lookFor('음악');
    await mina.waits();
    await jun.enter();
    await jun.lookFor('음악');
    for (const guest of [mina, jun]) {
      await guest.page.getByRole('list', { name: '함께 좋아하는 것' }).getByText('음악').waitFor();
      await guest.composer.and(guest.page.locator(':focus')).waitFor();
    }
    await mina.say('안녕하세요 👋');
    await jun.sees('안녕하세요 👋');
    await jun.say('반가워요');
    await mina.sees('반가워요');
  }, 60_000);

  test('one reloads: the other is told, and both go on where they were', async () => {
    const address = jun.page.url();
    await jun.page.goto('about:blank');
    await mina.page.getByText(/상대방의 연결이 끊겼습니다/).waitFor();
    await jun.page.goto(address);
    await jun.sees('안녕하세요 👋');
    await mina.page.getByText(/상대방의 연결이 끊겼습니다/).waitFor({ state: 'detached' });
  }, 60_000);

  test('one goes on by key: the other can still read, and finds somebody by Enter', async () => {
    await jun.nextByKey();
    await jun.waits();
    await mina.page.getByRole('heading', { name: '상대방이 나갔습니다' }).waitFor();
    await mina.sees('반가워요');
    const next = mina.button('다른 사람 찾기');
    await next.and(mina.page.locator(':focus')).waitFor();
    await mina.page.keyboard.press('Enter');
    // They have just met, and meet again since nobody else is there.
    for (const guest of [mina, jun]) await guest.button('다음').waitFor();
  }, 60_000);

  test('one blocks in two clicks: the conversation is over for both', async () => {
    await mina.button('차단').click();
    await mina.page.getByRole('dialog').getByRole('button', { name: '차단', exact: true }).click();
    await mina.page.getByRole('heading', { name: '차단했습니다' }).waitFor();
    await jun.page.getByRole('heading', { name: '상대방이 나갔습니다' }).waitFor();
    for (const guest of [mina, jun]) await guest.button('그만하기').click();
    for (const guest of [mina, jun]) await guest.button('상대 찾기').waitFor();
    expect(await mina.page.evaluate(() => document.title)).toBe('랜덤 채팅 · CoCo Chat');
  }, 60_000);
});

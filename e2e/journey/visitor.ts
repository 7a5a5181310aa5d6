import type { Locator, Page } from 'playwright-core';

import { waitFor } from '../servers';

/** Somebody on the site, which speaks Korean to them. */
export class Visitor {
  readonly page: Page;
  readonly #servedBy: string[] = [];

  private constructor(page: Page) {
    this.page = page;
  }

  /** Also listens for which server answers the WebSockets of the page. */
  static async open(page: Page): Promise<Visitor> {
    const visitor = new Visitor(page);
    const devTools = await page.context().newCDPSession(page);
    await devTools.send('Network.enable');
    devTools.on('Network.webSocketHandshakeResponseReceived', ({ response }) => {
      const headers = Object.entries(response.headers).map(
        ([name, value]) => [name.toLowerCase(), value] as const,
      );
      visitor.#servedBy.push(new Map(headers).get('x-served-by') ?? '');
    });
    return visitor;
  }

  /** `X-Served-By` of the newest WebSocket; empty where nothing stands in front of the server. */
  get servedBy(): string | undefined {
    return this.#servedBy.at(-1);
  }

  /** Loads the page anew, and waits for its WebSocket. */
  async reload(): Promise<void> {
    const connections = this.#servedBy.length;
    await this.page.reload();
    await waitFor(() => this.#servedBy.length > connections, { what: 'a WebSocket' });
  }

  async signUp(person: { name: string; email: string; password: string }): Promise<void> {
    await this.page.goto('/signup');
    await this.page.getByLabel('이름').fill(person.name);
    await this.page.getByLabel('이메일').fill(person.email);
    await this.page.getByLabel('비밀번호').fill(person.password);
    await this.page.getByRole('button', { name: '계정 만들기' }).click();
    await this.page.waitForURL((url) => url.pathname !== '/signup');
  }

  /** Opens the room and, by one click, comes in as a guest under a name that the server makes. */
  async enterAsGuest(slug: string): Promise<void> {
    await this.page.goto(`/rooms/${slug}`);
    await this.page.getByRole('button', { name: '게스트로 계속하기' }).click();
    await this.#composer.waitFor();
  }

  async logIn(account: { email: string; password: string }): Promise<void> {
    await this.page.goto('/login');
    await this.page.getByLabel('이메일').fill(account.email);
    await this.page.getByLabel('비밀번호').fill(account.password);
    await this.page.getByRole('main').getByRole('button', { name: '로그인' }).click();
    await this.page.waitForURL((url) => url.pathname !== '/login');
  }

  /** Finds the room in the list, and joins it. */
  async enterRoom(slug: string): Promise<void> {
    await this.page.goto('/rooms');
    await this.page.locator(`a[href$="/rooms/${slug}"]`).first().click();
    await this.page.getByRole('button', { name: '대화방 참여하기' }).click();
    await this.#composer.waitFor();
  }

  /** Agrees to the rules of the random chat, the first time, and looks for somebody with an interest. */
  async lookForStranger(interest: string): Promise<void> {
    await this.page.goto('/random');
    await this.page.getByLabel(/만 \d+세 이상입니다/).check();
    await this.page.getByRole('button', { name: '규칙에 동의합니다' }).click();
    await this.page.getByLabel('관심사 (선택)').fill(interest);
    await this.page.getByRole('button', { name: '상대 찾기' }).click();
  }

  /** Waits until a conversation with a stranger is open. */
  async meetsStranger(): Promise<void> {
    await this.#composer.waitFor();
  }

  /** What the visitor knows the stranger by. */
  strangersName(): Promise<string> {
    return this.page.getByRole('heading', { level: 1 }).innerText();
  }

  /** By the keyboard, as somebody does who writes. */
  async goesToNextStranger(): Promise<void> {
    await this.#composer.press('Escape');
    await this.page.getByText('Esc를 한 번 더 누르면').waitFor();
    await this.#composer.press('Escape');
    await this.page.getByRole('heading', { name: '상대를 찾고 있습니다…' }).waitFor();
  }

  /** Waits until the stranger has gone; what was said can still be read. */
  async isLeftByStranger(): Promise<void> {
    await this.page.getByRole('heading', { name: '상대방이 나갔습니다' }).waitFor();
  }

  async reportStranger(reason: string, note: string): Promise<void> {
    await this.page.getByRole('button', { name: '신고' }).click();
    const dialog = this.page.getByRole('dialog');
    await dialog.getByLabel(reason).check();
    await dialog.getByLabel('운영자에게 더 알릴 내용').fill(note);
    await dialog.getByRole('button', { name: '신고하기' }).click();
    await dialog.getByText('신고가 운영자에게 전달되었습니다.').waitFor();
    await dialog.getByText('닫기', { exact: true }).click();
  }

  get #composer(): Locator {
    return this.page.getByPlaceholder('메시지를 입력하세요');
  }

  /** Types and presses Enter; {@link acknowledged} says when the server has it. */
  async say(text: string): Promise<void> {
    await this.#composer.fill(text);
    await this.#composer.press('Enter');
  }

  #message(text: string): Locator {
    return this.page.getByRole('log').getByText(text, { exact: true });
  }

  async sees(text: string): Promise<void> {
    await this.#message(text).first().waitFor();
  }

  /** What stands in the log around a message: who said it, what it answers, and the reactions to it. */
  #entry(text: string): Locator {
    return this.page.getByRole('log').locator('li[data-entry]', { hasText: text }).last();
  }

  async #choose(text: string, item: string): Promise<void> {
    await this.#entry(text).hover();
    await this.#entry(text).getByRole('button', { name: '더 보기' }).click();
    await this.page.getByRole('menuitem', { name: item }).click();
  }

  async reply(to: string, text: string): Promise<void> {
    await this.#choose(to, '답장');
    await this.say(text);
  }

  async react(to: string, emoji: string): Promise<void> {
    await this.#choose(to, `${emoji} 반응 남기기`);
  }

  /** As a moderator does it. */
  async hide(text: string): Promise<void> {
    await this.#choose(text, '가리기');
    await this.page.getByRole('dialog').getByRole('button', { name: '가리기' }).click();
  }

  async seesReply(to: string, text: string): Promise<void> {
    await this.#entry(text).getByText(to).waitFor();
  }

  async seesReaction(to: string, emoji: string): Promise<void> {
    await this.#entry(to).getByText(emoji).waitFor();
  }

  /** Waits until a message that was seen is there no more, without a reload. */
  async losesSight(text: string): Promise<void> {
    await this.#message(text).waitFor({ state: 'detached' });
    await this.page.getByRole('log').getByText('운영자가 가린 메시지입니다.').waitFor();
  }

  /** Looks for words in the room that is open. */
  async search(words: string): Promise<void> {
    await this.page.getByRole('button', { name: '대화 검색' }).click();
    await this.page.getByLabel('찾을 말').fill(words);
  }

  /** Goes to a message that the search has found. */
  async picksResult(text: string): Promise<void> {
    await this.page
      .getByRole('region', { name: '대화 검색' })
      .getByRole('button', { name: text })
      .click();
  }

  /** Waits until a message is in the log, in view or not, and nothing more is being loaded. */
  async hasLoaded(text: string): Promise<void> {
    await this.#message(text).waitFor({ state: 'attached' });
    await this.page.locator('[role="log"][aria-busy="false"]').waitFor();
  }

  /** Whether a message is within what the log shows of itself. */
  async hasInView(text: string): Promise<boolean> {
    const [log, message] = await Promise.all([
      this.page.getByRole('log').boundingBox(),
      this.#message(text).boundingBox(),
    ]);
    if (!log || !message) return false;
    return message.y >= log.y && message.y + message.height <= log.y + log.height;
  }

  /** Waits until nothing of what was said is still being sent. */
  async acknowledged(text: string): Promise<void> {
    await this.sees(text);
    await this.page
      .getByRole('log')
      .locator('li', { hasText: text })
      .filter({ hasNotText: '보내는 중' })
      .first()
      .waitFor();
  }

  /** What the log shows, from top to bottom. */
  async transcript(texts: readonly string[]): Promise<string[]> {
    const shown = await this.page.getByRole('log').locator('li[data-entry]').allInnerTexts();
    return shown.flatMap((entry) => texts.filter((text) => entry.split('\n').includes(text)));
  }
}

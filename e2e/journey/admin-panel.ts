import type { Page } from 'playwright-core';

/** The admin panel as an editor uses it, in Korean. */
export class AdminPanel {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Fills in the form that a new site shows at /admin. */
  async signUpFirstAdmin(admin: { email: string; password: string; name: string }): Promise<void> {
    await this.#page.goto('/admin');
    await this.#page.waitForURL('**/admin/create-first-user');
    await this.#fill('email', admin.email);
    await this.#fill('password', admin.password);
    await this.#fill('confirm-password', admin.password);
    await this.#fill('displayName', admin.name);
    await this.#page.locator('button[type=submit]').click();
    await this.#page.waitForURL('**/admin');
  }

  async #fill(field: string, value: string): Promise<void> {
    await this.#page.locator(`#field-${field}`).fill(value);
  }

  /** Opens the section with this key from the list, as an editor finds it. */
  async openSection(key: string): Promise<void> {
    await this.#page.goto('/admin/collections/page-sections');
    await this.#page
      .locator('tr', { has: this.#page.getByText(key, { exact: true }) })
      .locator('a')
      .first()
      .click();
    await this.#page.waitForURL('**/admin/collections/page-sections/*');
  }

  /** Changes the heading of the section's first block in one language, and publishes. */
  async publishHeading(locale: 'ko' | 'en', heading: string): Promise<void> {
    const url = new URL(this.#page.url());
    url.searchParams.set('locale', locale);
    await this.#page.goto(url.href);
    const field = this.#page.locator('#field-content__0__heading');
    await field.waitFor();
    // Autosave writes a draft while somebody types; what is typed meanwhile stays.
    await field.fill('');
    await field.pressSequentially(heading, { delay: 40 });
    const published = this.#page.waitForResponse(
      (response) =>
        response.request().method() === 'PATCH' && !response.url().includes('draft=true'),
    );
    await this.#page.locator('#action-save').click();
    await published;
    await this.#page.locator('.payload-toast-container .toast-success').first().waitFor();
  }

  /** Opens the newest report, as a moderator finds it in the queue. */
  async openNewestReport(): Promise<void> {
    await this.#page.goto('/admin/collections/reports');
    await this.#page.locator('tbody tr').first().locator('a').first().click();
    await this.#page.waitForURL('**/admin/collections/reports/*');
  }

  /** Waits until the page says something. */
  async reads(text: string): Promise<void> {
    await this.#page.getByText(text).first().waitFor();
  }

  async screenshot(path: string): Promise<void> {
    await this.#page.screenshot({ path });
  }
}

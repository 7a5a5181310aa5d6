import { createRequire } from 'node:module';

import { LinkifyIt } from 'linkify-it';

/** Which links may be posted: all but to the domains, only to the domains, or none. */
export type LinkRule = 'all' | 'listed' | 'none';

// A list in a JSON file, which not every runner of this code imports as a module.
const topLevelDomains = createRequire(import.meta.url)('tlds') as string[];

const linkify = new LinkifyIt({
  fuzzyLink: true,
  fuzzyIP: true,
  fuzzyEmail: false,
  urlAuth: true,
}).tlds(topLevelDomains);

/** Finds links, with and without `https://`. */
export class LinkFilter {
  readonly #rule: LinkRule;
  readonly #domains: ReadonlySet<string>;

  constructor(rule: LinkRule, domains: readonly string[]) {
    this.#rule = rule;
    this.#domains = new Set(domains.flatMap((domain) => hostOf(domain) ?? []));
  }

  catches(text: string): boolean {
    if (this.#rule === 'all' && this.#domains.size === 0) return false;
    return hostsIn(text).some((host) =>
      this.#rule === 'none' ? true : this.#isListed(host) === (this.#rule === 'all'),
    );
  }

  /** A domain stands for its subdomains too. */
  #isListed(host: string): boolean {
    const labels = host.split('.');
    return labels.some((_, index) => this.#domains.has(labels.slice(index).join('.')));
  }
}

/** Whether there is any link in a text, with and without `https://`. */
export const hasLink = (text: string): boolean => hostsIn(text).length > 0;

/** As a browser would write it, from an address or a domain as an editor types it. */
function hostOf(address: string): string | null {
  const plain = address
    .trim()
    .replace(/^[a-z][a-z\d+.-]*:\/\//i, '')
    .replace(/^\*?\./, '');
  const url = `http://${plain}`;
  if (!URL.canParse(url)) return null;
  return new URL(url).hostname.replace(/\.$/, '') || null;
}

function hostsIn(text: string): string[] {
  const plain = text
    .replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '')
    .normalize('NFKC')
    // Full stops that browsers take for dots in a host (UTS #46).
    .replaceAll(/[\u3002\uff61]/g, '.')
    .toLowerCase();
  // Korean particles follow an address without a space: example.com으로.
  const withoutParticles = plain.replaceAll(/\p{Script=Hangul}+/gu, ' ');
  const links = [plain, withoutParticles].flatMap((reading) => linkify.match(reading) ?? []);
  return links.flatMap(({ schema, url }) => (schema === 'mailto:' ? [] : (hostOf(url) ?? [])));
}

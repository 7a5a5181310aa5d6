/** What a request to one of our own endpoints gave: its answer, or what Payload says was wrong. */
export type Answer<Data> = { data: Data } | { fault: string };

/** Sends JSON as the person who is logged in to the panel. */
export async function postJson<Data>(path: string, body: unknown): Promise<Answer<Data>> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as Data & { errors?: { message: string }[] };
    return response.ok ? { data: answer } : { fault: answer.errors?.[0]?.message ?? '' };
  } catch {
    return { fault: '' };
  }
}

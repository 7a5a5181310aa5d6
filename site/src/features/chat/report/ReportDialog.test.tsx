import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { chooseLocale } from '../../../app/locale';
import { TestChat } from '../testChat';
import { ReportDialog } from './ReportDialog';

describe('ReportDialog', () => {
  const onClose = jest.fn();
  let chat: TestChat;

  beforeEach(() => {
    chooseLocale('en');
    onClose.mockClear();
    chat = new TestChat();
    render(<ReportDialog roomId="room" messageId="m1" onClose={onClose} />, {
      wrapper: chat.Provider,
    });
  });

  afterEach(cleanup);

  const send = () => fireEvent.click(screen.getByRole('button', { name: 'Send the report' }));

  test('asks for a reason before it sends anything', () => {
    send();
    expect(screen.getByRole('alert').textContent).toMatch(/Choose/);
    expect(chat.asked).toEqual([]);
  });

  test('sends the reason and the note, and says thank you', async () => {
    chat.answers.Report = () => ({ report: 'r1' });
    fireEvent.click(screen.getByLabelText('Spam or advertising'));
    fireEvent.change(screen.getByRole('textbox'), { target: { value: '  again and again ' } });
    send();
    expect(await screen.findByText(/with the moderators/)).toBeTruthy();
    expect(chat.asked).toEqual([
      {
        operation: 'Report',
        variables: {
          input: { roomId: 'room', messageId: 'm1', reason: 'SPAM', note: 'again and again' },
        },
      },
    ]);
    fireEvent.click(screen.getByRole('button', { name: 'Done' }));
    expect(onClose).toHaveBeenCalledTimes(1);
  });

  test('says when to try again, and keeps what was typed', async () => {
    chat.refuse('Report', 'RATE_LIMITED', { retryAfterMs: 29_500 });
    fireEvent.click(screen.getByLabelText('Something else'));
    fireEvent.change(screen.getByRole('textbox'), { target: { value: 'a note' } });
    send();
    await waitFor(() =>
      expect(screen.getByRole('alert').textContent).toMatch(/Try again in 30 seconds/),
    );
    expect(screen.getByRole<HTMLTextAreaElement>('textbox').value).toBe('a note');
  });
});

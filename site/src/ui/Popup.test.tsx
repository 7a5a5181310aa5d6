import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { cleanup, fireEvent, render } from '@testing-library/react';
import { Popup } from './Popup';

const rect = (top: number, height: number) => new DOMRect(0, top, 40, height);

describe('Popup', () => {
  const onClose = jest.fn();
  let log: HTMLElement;
  let anchor: HTMLElement;

  beforeEach(() => {
    onClose.mockClear();
    log = document.createElement('div');
    anchor = log.appendChild(document.createElement('button'));
    document.body.append(log);
    log.getBoundingClientRect = () => rect(100, 500);
    render(
      <Popup anchor={anchor} role="menu" label="Menu" onClose={onClose}>
        <button type="button">One</button>
      </Popup>,
    );
  });

  afterEach(() => {
    cleanup();
    log.remove();
  });

  test('stays while a log scrolls and its anchor is still in sight', () => {
    anchor.getBoundingClientRect = () => rect(120, 20);
    fireEvent.scroll(log);
    expect(onClose).not.toHaveBeenCalled();
  });

  test('closes once its anchor is scrolled out of sight', () => {
    anchor.getBoundingClientRect = () => rect(60, 20);
    fireEvent.scroll(log);
    expect(onClose).toHaveBeenCalledTimes(1);
  });
});

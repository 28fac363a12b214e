import { ChainLag } from './chain-lag.js';

const row = (auditId: number, seconds: number, lost = false) => ({ auditId, seconds, lost });

describe('how far the chain is behind', () => {
  it('nothing waits: nothing, and then the time since we could look', () => {
    const lag = new ChainLag(100);
    expect(lag.seconds(103)).toBe(3);
    lag.looked(null, 104);
    expect(lag.seconds(104)).toBe(0);
    expect(lag.seconds(115)).toBe(11);
  });

  it('a row that waited before we came counts whole', () => {
    const lag = new ChainLag(100);
    lag.looked(row(7, 3600), 100);
    expect(lag.seconds(100)).toBe(3600);
    expect(lag.seconds(102)).toBe(3602);
  });

  it('a row that a long transaction wrote counts from when it can have appeared', () => {
    const lag = new ChainLag(100);
    lag.cleared(120);
    lag.looked(row(7, 60), 120.5);
    expect(lag.seconds(120.5)).toBe(0.5);
    lag.looked(row(2007, 61), 127);
    expect(lag.seconds(127)).toBe(7);
  });

  it('others chain all the time, and we only ever see young rows', () => {
    const lag = new ChainLag(0);
    for (let at = 0; at <= 60; at += 1) lag.looked(row(at, 0.25), at);
    expect(lag.seconds(60)).toBe(0.25);
  });

  it("a row that stays is noticed although the database's clock was set back", () => {
    const lag = new ChainLag(0);
    lag.looked(null, 1);
    for (let at = 2; at <= 13; at += 1) lag.looked(row(7, -3600 + at), at);
    expect(lag.seconds(13)).toBe(11);
  });

  it('a row that is gone never stops to count, whatever else was chained', () => {
    const lag = new ChainLag(0);
    lag.cleared(20);
    lag.looked(row(7, 20, true), 20);
    expect(lag.seconds(20)).toBe(20);
  });
});

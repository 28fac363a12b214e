import { readPlace } from './place-text.js';

function readings(text: string): string[][] {
  return readPlace(text).map((part) => part.map(({ kind, name }) => `${kind ?? '*'}:${name}`));
}

describe('reading a place', () => {
  it.each<[string, string[][]]>([
    ['Lai Châu', [['*:lai chau']]],
    ['tỉnh Lai Châu', [['tinh:lai chau', '*:tinh lai chau']]],
    ['TP. Lai Châu', [['thanh pho:lai chau', '*:tp lai chau']]],
    ['TP.HCM', [['thanh pho:ho chi minh', '*:ho chi minh']]],
    ['tx Phú Thọ', [['thi xa:phu tho', '*:tx phu tho']]],
    [
      'P.1, Q.3, TP Hồ Chí Minh',
      [
        ['phuong:1', '*:p 1'],
        ['quan:3', '*:q 3'],
        ['thanh pho:ho chi minh', '*:tp ho chi minh'],
      ],
    ],
    ['P01', [['phuong:1', '*:p01']]],
    ['H. Sìn Hồ', [['huien:sin ho', '*:h sin ho']]],
    ['Xa Dung', [['xa:dung', '*:xa dung']]],
    ['Mỹ Lý', [['*:mi li']]],
    [
      'bản Nà Khương, xã Bản Bo, huyện Tam Đường, tỉnh Lai Châu',
      [
        ['xa:ban bo', '*:xa ban bo'],
        ['huien:tam duong', '*:huien tam duong'],
        ['tinh:lai chau', '*:tinh lai chau'],
      ],
    ],
    [' , ;, ', []],
    ['đặc khu Lý Sơn', [['dac khu:li son', '*:dac khu li son']]],
    ['thị', [['*:thi']]],
    ['xã', [['*:xa']]],
  ])('%s', (text, expected) => {
    expect(readings(text)).toEqual(expected);
  });

  it('keeps what was written, for the accents', () => {
    expect(readPlace('xã Hoà Bình')[0]?.[0]).toEqual({ kind: 'xa', name: 'hoa binh', written: 'Hoà Bình' });
  });
});

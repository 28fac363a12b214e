import { readPlace, readPlaces } from './place-text.js';

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
    [
      'xã Bản Bo (huyện Tam Đường)',
      [
        ['xa:ban bo', '*:xa ban bo'],
        ['huien:tam duong', '*:huien tam duong'],
      ],
    ],
    ['thị', [['*:thi']]],
    ['xã', [['*:xa']]],
  ])('%s', (text, expected) => {
    expect(readings(text)).toEqual(expected);
  });

  it('reads a dash in a name, between names with a kind, and between names', () => {
    const first = (text: string): string[] =>
      readPlaces(text).map((place) => place.map(([reading]) => reading?.name).join(' | '));
    expect(first('P.1 - TP. Vũng Tàu - tỉnh Bà Rịa - Vũng Tàu')).toEqual([
      '1 tp vung tau tinh ba ria vung tau',
      '1 | vung tau | ba ria vung tau',
      'vung tau | ba ria | vung tau',
    ]);
    expect(first('xã Nậm Hàng – Lai Châu')).toEqual(['nam hang lai chau', 'nam hang | lai chau']);
    expect(first('xã Nậm Hàng, Lai Châu')).toHaveLength(1);
    expect(first('Phan Rang-Tháp Chàm')).toEqual(['phan rang thap cham']);
  });

  it('keeps what was written, for the accents', () => {
    expect(readPlace('xã Hoà Bình')[0]?.[0]).toEqual({ kind: 'xa', name: 'hoa binh', written: 'Hoà Bình' });
  });
});

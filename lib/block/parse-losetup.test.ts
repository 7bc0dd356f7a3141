import { describe, expect, it } from 'vitest';
import { parseLosetup } from './parse-losetup.ts';

describe('parseLosetup', () => {
  it('reads util-linux 2.38, padding and deleted files', () => {
    const { value, problems } = parseLosetup(`{
   "loopdevices": [
      {
         "name": "/dev/loop56",
         "autoclear": false,
         "back-file": "/mnt/with space/deleted.img (deleted)",
         "back-ino": 13,
         "back-maj:min": "     254:42 ",
         "maj:min": "  7:56 ",
         "offset": 0,
         "partscan": false,
         "ro": false,
         "sizelimit": 0,
         "dio": false,
         "log-sec": 512
      }
   ]
}
`);
    expect(problems).toEqual([]);
    expect(value).toEqual([
      {
        kname: 'loop56',
        devNo: '7:56',
        backFile: '/mnt/with space/deleted.img',
        isDeleted: true,
        backInode: 13,
        backDevNo: '254:42',
        offsetBytes: 0,
        sizeLimitBytes: 0,
        isAutoclear: false,
        isReadOnly: false,
      },
    ]);
  });

  it('reads quoted values and a list without loop devices', () => {
    const old =
      '{"loopdevices":[{"name":"/dev/loop0","sizelimit":" 1024 ","offset":"512","autoclear":"1","ro":"0","back-file":"/a"}]}';
    expect(parseLosetup(old).value).toMatchObject([
      {
        kname: 'loop0',
        devNo: null,
        offsetBytes: 512,
        sizeLimitBytes: 1024,
        isAutoclear: true,
        isReadOnly: false,
      },
    ]);
    expect(parseLosetup('{\n   "loopdevices": [\n\n   ]\n}\n')).toEqual({ value: [], problems: [] });
    expect(parseLosetup('')).toEqual({ value: [], problems: [] });
  });

  it('reads the classic form', () => {
    const { value, problems } = parseLosetup(
      '/dev/loop0: [0041]:3 (/tmp/a (1).img), offset 512, sizelimit 1024\n/dev/loop1: []:4 (/tmp/b.img (deleted))\nwhat\n',
    );
    expect(value).toMatchObject([
      {
        kname: 'loop0',
        backFile: '/tmp/a (1).img',
        backInode: 3,
        offsetBytes: 512,
        sizeLimitBytes: 1024,
        isAutoclear: null,
      },
      { kname: 'loop1', backFile: '/tmp/b.img', isDeleted: true, offsetBytes: 0 },
    ]);
    expect(problems).toMatchObject([{ line: 3, text: 'what' }]);
  });

  it('says what is wrong with anything else', () => {
    expect(parseLosetup('losetup: oops').problems).toMatchObject([{ message: 'Not JSON' }]);
    expect(parseLosetup('{"x":1}').problems).toMatchObject([{ message: 'No list of loop devices' }]);
    expect(parseLosetup('[{"ro":true}]').problems).toMatchObject([
      { message: 'A loop device without a name' },
    ]);
  });
});

import type { Output } from '../../reading.ts';

/** An output as a paste has it, its first line being line 1. */
export function outputOf(text: string, command = ''): Output {
  const lines = text.replace(/\n$/, '').split('\n');
  return { command, path: '', lines: lines.map((line, index) => ({ text: line, at: index + 1 })) };
}

/** `lvs -a -o+lv_uuid,devices` of LVM 2.03.16: a thin pool, an external origin that is inactive. */
export const THIN = `  LV                 VG Attr       LSize   Pool Origin     Data%  Meta%  Move Log Cpy%Sync Convert LV UUID                                Devices      
  from-golden        vg Vwi-a-tz--  40.00m pool golden     0.00                                    2bZhvQ-MIbq-Q5Jr-l6cS-5vss-ZOqK-D0NcuR              
  golden             vg ori-------  40.00m                                                         fxrjkD-H1Sp-TnW6-dpd3-MWMn-fOrY-AnWXai /dev/ubda(51)
  [lvol0_pmspare]    vg ewi-------   4.00m                                                         yY0dvz-U9pU-swRN-8OTh-a2zG-MmMS-xyxlOh /dev/ubda(0) 
  pool               vg twi-aotz-- 200.00m                 12.50  11.62                            ol20AR-sHEV-zcK2-Wchb-gWpb-b4F4-tjlwgR pool_tdata(0)
  [pool_tdata]       vg Twi-ao---- 200.00m                                                         YW8ll3-cHcz-4L1Q-HRmA-Rx5j-znX8-SE9q5h /dev/ubda(1) 
  [pool_tmeta]       vg ewi-ao----   4.00m                                                         BfwucU-dhFC-gNeW-MqpB-T0Cr-oJKF-bEkedM /dev/ubdb(0) 
  thin1-snap         vg Vwi-a-tz-k 100.00m pool thin1      20.00                                   uWJCYf-nkve-ggtz-RiUX-MHoK-CyIa-vj9saP              
`;

/** Rows of `lvs -a -o+devices` of the same version: origin and snapshots, one invalid, one being merged; a PV that is missing. */
export const ODD = `  LV                               VG      Attr       LSize   Pool          Origin                           Data%  Meta%  Move      Log                   Cpy%Sync Convert Devices                              
  moving                           vg-all  -wI-a----- 200.00m                                                                                                               pvmove0(0)                           
  origin                           vg-all  owi-a-s---  24.00m                                                                                                               /dev/ubda(118)                       
  raid1                            vg-all  rwi-a-r---  16.00m                                                                                              100.00           raid1_rimage_0(0),raid1_rimage_1(0)  
  [raid1_rimage_0]                 vg-all  iwi-aor---   8.00m                                                                                                               /dev/ubda(34)                        
  readonly                         vg-all  -ri-a-----  12.00m                                                                                                               /dev/ubda(11)                        
  snap-full                        vg-all  swi-I-s---   4.00m               origin2                          100.00                                                         /dev/ubda(134)                       
  [snap-merging]                   vg-all  Swi-a-s---  12.00m               origin3                          66.99                                                          /dev/ubda(141)                       
  striped                          vg-all  -wi-s-----  32.00m                                                                                                               /dev/ubda(7),/dev/mapper/mpathb(3)   
  two-segments                     vg-all  -wi-a-----  24.00m                                                                                                               /dev/ubda(4)                         
  two-segments                     vg-all  -wi-a-----  24.00m                                                                                                               /dev/ubdb(0)                         
  half-gone                        vg-lost -wi-a---p-  24.00m                                                                                                               /dev/ubdg(5)                         
  half-gone                        vg-lost -wi-a---p-  24.00m                                                                                                               [unknown](5)                         
`;

import { describe, expect, it } from 'vitest';
import { parseDtbsMakefile } from './dtbs-makefile.js';

const compositesOf = (text: string) => Object.fromEntries(parseDtbsMakefile(text).composites);

describe('Makefiles of boards', () => {
  it('name the parts of each composite', () => {
    const text = `# SPDX-License-Identifier: GPL-2.0
dtb-$(CONFIG_ARCH_ACME) += evk.dtb evk-camera.dtb

evk-camera-dtbs := evk.dtb camera.dtbo
evk-both-dtbs\t:= evk-camera.dtb \\
\tpanel.dtbo \\
  backlight.dtbo   # the panel's
`;
    expect(compositesOf(text)).toEqual({
      'evk-camera.dtb': ['evk.dtb', 'camera.dtbo'],
      'evk-both.dtb': ['evk-camera.dtb', 'panel.dtbo', 'backlight.dtbo'],
    });
  });

  it('name what some configuration builds', () => {
    const text =
      'dtb-y := a.dtb\ndtb-$(CONFIG_ACME) += b.dtb \\\n\tc.dtb\ndtbo-$(CONFIG_ACME) += d.dtbo\n# dtb-y += e.dtb\nobj-y += f.dtb\n';
    expect([...parseDtbsMakefile(text).targets]).toEqual(['a.dtb', 'b.dtb', 'c.dtb', 'd.dtbo']);
  });

  it('name what is built by a list that hangs on a configuration itself', () => {
    const text =
      'acme-dtb-$(CONFIG_A) := a.dtb\nacme-dtb-$(CONFIG_B) := b.dtb\nacme-dtb-y += c.dtb\ndtb-y += $(acme-dtb-y) d.dtb\nother-$(CONFIG_A) := e.dtb\n';
    expect([...parseDtbsMakefile(text).targets].sort()).toEqual(['a.dtb', 'b.dtb', 'c.dtb', 'd.dtb']);
  });

  it('make composites of each base and each overlay by a function', () => {
    const pairs =
      '$(foreach o,$1,$(foreach b,$2,$(eval $(basename $b)-$(basename $o)-dtbs = $b $o) $(basename $b)-$o.dtb))';
    const lists = 'BASES := a.dtb ../soc/b.dtb\nOVERLAYS := x.dtbo \\\n y.dtbo $(wildcard z*)\n';
    const call =
      'acme-dtb-$(CONFIG_ACME) += plain.dtb $(call add-overlays, $(OVERLAYS) ,$(BASES))\ndtb-y += $(acme-dtb-y)\n';
    const { composites, targets } = parseDtbsMakefile(`add-overlays = ${pairs}\n${lists}${call}`);
    expect(Object.fromEntries(composites)).toEqual({
      'a-x.dtb': ['a.dtb', 'x.dtbo'],
      'a-y.dtb': ['a.dtb', 'y.dtbo'],
      'b-x.dtb': ['../soc/b.dtb', 'x.dtbo'],
      'b-y.dtb': ['../soc/b.dtb', 'y.dtbo'],
    });
    expect([...targets].sort()).toEqual(['a-x.dtb', 'a-y.dtb', 'b-x.dtb', 'b-y.dtb', 'plain.dtb']);
    // What another function makes is not known.
    expect(compositesOf(`add-overlays = $(foreach o,$1,$o)\n${lists}${call}`)).toEqual({});
  });

  it('can write a list in parts, and write it anew', () => {
    expect(compositesOf('a-dtbs += a.dtb x.dtbo\na-dtbs+=y.dtbo')).toEqual({ 'a.dtb': ['a.dtb', 'x.dtbo', 'y.dtbo'] });
    expect(compositesOf('a-dtbs := b.dtb\na-dtbs ?= c.dtb')).toEqual({ 'a.dtb': ['b.dtb'] });
    expect(compositesOf('a-dtbs = b.dtb x.dtbo\na-dtbs ::= c.dtb')).toEqual({ 'a.dtb': ['c.dtb'] });
    expect(compositesOf('a-dtbs := b.dtb\na-dtbs :=')).toEqual({});
  });

  it('hold other things too', () => {
    const text = `# a-dtbs := commented.dtb out.dtbo \\
b-dtbs := still.dtb comment.dtbo
c.dtbs := misspelt.dtb list.dtbo
d-dtbs: target.dtb
\te-dtbs := recipe.dtb x.dtbo
f-dtbs := f.dtb $(OVERLAYS) x.dtbo
ifeq ($(X),y)
 g-dtbs := g.dtb x.dtbo
endif`;
    expect(compositesOf(text)).toEqual({ 'g.dtb': ['g.dtb', 'x.dtbo'] });
  });

  it('name parts by variables', () => {
    expect(compositesOf(`COMMON := x.dtbo y.dtbo\na-dtbs := a.dtb $(COMMON) \${COMMON} z.dtbo\n`)).toEqual({
      'a.dtb': ['a.dtb', 'x.dtbo', 'y.dtbo', 'x.dtbo', 'y.dtbo', 'z.dtbo'],
    });
    // What `:=` refers to is what it was there; what `=` refers to, what it is at the end.
    const twice = (operator: string) => `P := x.dtbo\nL ${operator} $(P)\nP := y.dtbo\na-dtbs := a.dtb $(L)\n`;
    expect(compositesOf(twice(':='))).toEqual({ 'a.dtb': ['a.dtb', 'x.dtbo'] });
    expect(compositesOf(twice('='))).toEqual({ 'a.dtb': ['a.dtb', 'y.dtbo'] });
    // What nobody has defined yet is nothing to make; here it is not known, and later definitions change nothing.
    expect(compositesOf('a-dtbs := $(BASE) x.dtbo\nBASE := b.dtb\n')).toEqual({});
  });

  it('are no lists where only make knows all parts', () => {
    expect(compositesOf('a-dtbs := a.dtb $(UNKNOWN) x.dtbo\n')).toEqual({});
    expect(compositesOf('a-dtbs := a.dtb $(addsuffix .dtbo, x y) z.dtbo\n')).toEqual({});
    expect(compositesOf('X = $(Y)\nY = $(X)\na-dtbs = a.dtb $(X)\n')).toEqual({});
    expect([...parseDtbsMakefile('dtb-y := $(addprefix sub/, a.dtb b.dtb) c.dtb\n').targets]).toEqual(['c.dtb']);
  });

  it("name an overlay's bases in vendors' kernels", () => {
    const text = 'dtbo-$(CONFIG_ARCH_ACME) += evk-overlay.dtbo\nevk-overlay.dtbo-base := acme.dtb acme-v2.dtb\n';
    expect(compositesOf(text)).toEqual({
      'acme+evk-overlay.dtb': ['acme.dtb', 'evk-overlay.dtbo'],
      'acme-v2+evk-overlay.dtb': ['acme-v2.dtb', 'evk-overlay.dtbo'],
    });
  });

  it("name dtc's flags", () => {
    const { dtcFlags, folderDtcFlags } = parseDtbsMakefile(`DTC_FLAGS := -@
DTC_FLAGS += -Wno-interrupt_map
#DTC_FLAGS ?= -p 1024
DTC_FLAGS_evk += -@ -Wno-spi_bus_bridge
DTC_FLAGS_p3509-0000+p3636-0001 := -@`);
    expect(folderDtcFlags).toEqual(['-@', '-Wno-interrupt_map']);
    expect(Object.fromEntries(dtcFlags)).toEqual({
      evk: ['-@', '-Wno-spi_bus_bridge'],
      'p3509-0000+p3636-0001': ['-@'],
    });
  });

  it('may be hostile', () => {
    expect(compositesOf('\\\n\\\\\n__proto__-dtbs := a.dtb\n= :=\n+=').constructor).toBe(Object);
    const { composites } = parseDtbsMakefile(`${'\\'.repeat(100_000)}\n${'+'.repeat(100_000)}\n${'#'.repeat(100_000)}`);
    expect(composites.size).toBe(0);
    const doubling = Array.from({ length: 60 }, (_, at) => `A${at + 1} := $(A${at}) $(A${at})`).join('\n');
    expect(compositesOf(`A0 := x.dtbo\n${doubling}\na-dtbs := a.dtb $(A60)`)).toEqual({});
    expect(compositesOf(`A0 = x.dtbo\n${doubling.replaceAll(':=', '=')}\na-dtbs = a.dtb $(A60)`)).toEqual({});
    const chain = Array.from({ length: 20_000 }, (_, at) => `v${at} = $(v${at + 1})`).join('\n');
    expect(compositesOf(`${chain}\na-dtbs = a.dtb $(v0)`)).toEqual({});
    const many = `w := ${'x.dtbo '.repeat(10_000)}\na-dtbs := a.dtb ${'$(w) '.repeat(100_000)}`;
    expect(compositesOf(many)).toEqual({});
  });
});

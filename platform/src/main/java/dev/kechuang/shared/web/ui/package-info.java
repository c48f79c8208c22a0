/**
 * What the components under {@code src/main/jte/shared} are given: plain records without behaviour beyond formatting.
 * Texts in them are ready to show, in the viewer's language; {@code docs/interface.md} lists every component.
 */
@NullMarked
package dev.kechuang.shared.web.ui;

import org.jspecify.annotations.NullMarked;

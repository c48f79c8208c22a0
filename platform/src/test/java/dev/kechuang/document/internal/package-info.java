/** Tests of the writers: what they wrote is read back. */
@NullMarked
package dev.kechuang.document.internal;

import org.jspecify.annotations.NullMarked;

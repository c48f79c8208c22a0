/** Observations: stating, confirming, locking, loading from workbooks, who has to report what until when. */
@NullMarked
package dev.kechuang.indicator.internal.observation;

import org.jspecify.annotations.NullMarked;

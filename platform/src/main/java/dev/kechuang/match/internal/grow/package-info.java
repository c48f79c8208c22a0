/**
 * Cultivation (企业培育): firms near a ladder's thresholds are entered in its store, pre-reviewed, counselled, and followed
 * to application and title; every stage is a record.
 */
@NullMarked
package dev.kechuang.match.internal.grow;

import org.jspecify.annotations.NullMarked;

/** Upload and download. */
@NullMarked
package dev.kechuang.file.web;

import org.jspecify.annotations.NullMarked;

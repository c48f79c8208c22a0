/** Reports of the demonstration city, made by the commands of users. */
@NullMarked
package dev.kechuang.report.demo;

import org.jspecify.annotations.NullMarked;

package dev.kechuang.reader;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What stands before and around the body (文头).
 *
 * @param title title of the document, empty when none was found
 * @param issuer issuing authority (发文机关), empty when unknown
 * @param date date of issue (发文日期)
 * @param number document number (文号) such as 国科发火〔2016〕32号, empty when there is none
 * @param region the place the document speaks for, empty when unknown
 */
public record Front(String title, String issuer, @Nullable LocalDate date, String number, String region) {}

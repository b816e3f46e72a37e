// SPDX-License-Identifier: MIT
// What the tests of Python's configparser are about, in texts of our own: read by us and by Python.
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/conf/agreement.hpp"
#include "tests/conf/python.hpp"

namespace {

using nlohmann::json;

class AgreesWithPythonOn : public testing::Test {
 protected:
  void SetUp() override {
    if (const std::string why = why_no_python(); !why.empty()) GTEST_SKIP() << why;
  }
};

TEST_F(AgreesWithPythonOn, NamesAndSpaces) {
  expect_agreement({
      {"[Garden Shed]\nrake=one\n[ Garden Shed ]\nrake =  two \n[garden shed]\n  rake: three\n"
       "  hoe : four\nspade : five\n"},
      {"[with spaces]\nlong handled spade = yes\nthe other   one: 3\n1 = a number\n-=dash\n"},
      {"[C:\\$HOME\\%50 [\t]\na = 1\n[One ] in it]\n  fork = spoon\n[a][b] [c]\n"},
      {"[greetings]\nhello[de]: Hallo\nhello=Hi\nhello[fr] = Salut\nhello[] = ?\n"},
      {"[ ]\n a = 1\n[  ]\nb = 2\n[\t]\nc = 3\n"},
      {"[numbers]\nint: 17\nfloat = 0.25\nswitch = OFF\nnone = None\nempty =\nquoted = \"  x \"\n"},
  });
}

TEST_F(AgreesWithPythonOn, CommentsThatAreNone) {
  expect_agreement({
      {"[s]\na: 1 ; not a comment\nb=2#3\nc = x;y ; z # w\n# one\n; two\n   # three\n\t; four\n"},
      {"[s]\na = 1 // 2\n// b = 3\n"},
      {"[s]\na =; nothing else\nb = #\nc :;;\n;d = 1\n #e = 2\n"},
      {"# first\n\n  ; second\n[s] # third\n#[t]\n;a = 1\n"},
      {"[s];x\na = 1\n[t]]#y\nb = 2\n"},
      {"[s]\na;b = 1\na#c = 2\na ; d = 3\n"},
  });
}

TEST_F(AgreesWithPythonOn, ValuesOfSeveralLines) {
  std::string many;
  for (int i = 0; i < 200; ++i) {
    many += "[poem" + std::to_string(i) + "]\n";
    for (int j = 0; j < 10; ++j) {
      many += "verse" + std::to_string(j) +
              " = rose\n\tis a rose\n\n\t\t is a rose;\n \t\n\tand so on\n\n";
    }
  }
  expect_agreement({
      {many},
      {"[s]\nThe Option: first   \n\tsecond  \n\n   \n third\n\n"},
      {"[s]\na = one\n   = two\n   : three\n   [four]\n   five = 5\n"},
      {"[s]\na =\n  begins\n  below\nb:\n\n\n  far below\nc =\n"},
      {"[s]\na = 1\n # in\n\n ; between\n 2\n# left\n 3\nb = 1\n"},
      {"[s]\na = 1\n  2\n 3\n4 = 5\n 6\n"},
      {"  [s]\n  a = 1\n    2\n   3\n  b = 1\n a = 2\n"},
      {"[s]\n    a = 1\n  [t]\n    b = 2\n      [u]\n[v]\n"},
      {"[s]\n\ta = 1\n        b = 2\n\t\tc = 3\n"},
      {"[DEFAULT]\nkey = value\nno value"},
      {"[s]\na = 1\n\n\n\n\n[t]\n\n\n b = 2\n\n\n"},
      {"[s]\na = 1\n\f\n 2\n\v\n\x1c\n\u00a0 3\n"},
  });
}

TEST_F(AgreesWithPythonOn, Mistakes) {
  expect_agreement({
      {"a = 1\n[s]\n"},
      {"no section\n"},
      {"\n# c\n  x\n[s]\n"},
      {"[s]\n= nameless\n"},
      {"[s]\n: nameless\n"},
      {"[s]\n  = nameless\n  deeper\n"},
      {"[s]\n= one\n: two\n"},
      {"[s]\njunk\n= one\n[t]\n= two\njunk\n"},
      {"[DEFAULT]\n= one\n[s]\n[DEFAULT]\n= two\n"},
      {"[s]\n  no option\n"},
      {"[s]\na = 1\nno option\n    deeper\nno option either\n"},
      {"[s]\n[]\n[\n]\n[t\nt]\n"},
      {"[s]\na\nb\nc = 1\nd\n[s]\n"},
      {"[s]\nno = 1\nbad\nNO = 2\n"},
  });
}

TEST_F(AgreesWithPythonOn, Duplicates) {
  expect_agreement({
      {"[s]\na = 1\na: 2\n"},
      {"[s]\nOption = 1\noPTION = 2\n"},
      {"[s]\na = 1\n[t]\na = 1\n[s]\nb = 2\n"},
      {"[s]\n[t]\n[t]\n[s]\n"},
      {"[s]\na = 1\n  a = 2\n"},
      {"[DEFAULT]\na = 1\n[DEFAULT]\nA = 2\n"},
      {"[DEFAULT]\na = 1\n[s]\na = 2\n[DEFAULT]\nb = 3\n"},
      {"[s]\nstraße = 1\nSTRASSE = 2\nSTRAßE = 3\n"},
      {"[s]\na = 1\n", "[s]\na = 2\na = 3\n"},
      {"[s]\na = 1\nb = 1\n", "[s]\nB = 2\n[DEFAULT]\na = 0\nc = 0\n", "[t]\n[s]\nc = 3\n"},
  });
}

TEST_F(AgreesWithPythonOn, Case) {
  expect_agreement({
      {"[A]\nB-c = 1\n[a]\nb-C = 2\n[Default]\nx = 1\n[default]\nx = 2\n[DEFAULT]\nX = 3\n[B]\n"},
      {"[DEFAULT]\nHome = /x\n[s]\na = ${HOME} ${home} ${DEFAULT:hOME}\n"},
      {"[s]\nlower = v\nUPPER = V\n[S]\nlower = ${s:lower}\nupper = ${s:Upper} ${LOWER}\n"},
      {"[s]\na = ${S:a}\n[t]\na = ${T:a}\n"},
  });
}

TEST_F(AgreesWithPythonOn, References) {
  expect_agreement({
      {"[DEFAULT]\nbird = crow\nhue = black\n[north]\nbird = owl\nseen = a ${hue} ${bird}\n"
       "twice = ${seen}, ${seen}\n[south]\nhue = grey\nseen = ${north:seen}\nbird = "
       "${north:bird}s\n"
       "other = ${DEFAULT:bird} and ${bird} in ${hue}\n"},
      {"[you]\nping = ${me:pong}\n[me]\npong = ${you:ping}\nself = ${self}\nfine = 1\n"},
      {"[money]\n$cash = $$5\n$more = ${$cash}\n${odd} = kept\n[bank]\n$all = ${money:$cash}\n"
       "$odd = ${money:${odd}}\n"},
      {"[wrong]\nopen = ${no end\nmissing = ${nowhere}\nsection = ${nowhere:at all}\n"
       "colons = ${a:b:c:d}\nlone = costs $100\nlast = $\nempty = ${}\nnested = ${${lone}}\n"},
      {"[Paths]\nroot: /srv\nmine: ${roots}/me\ndeep: ${mine}/deeper\ngood: ${root}/x\n"},
      {"[s]\na = ${b}\n  and ${b}\n\n  $$\nb = 1\n  2\n"},
      {"[s]\na = %(b)s %% % ${b}\nb = %(a)s\n"},
      {"[s]\na = ${t:b}\n", "[t]\nb = ${c}\nc = 1\n", "[s]\nc = 2\n[t]\nc = 3\n"},
      {"[s]\na = ${b\n }\nb\n  = 1\n"},
      {"[s]\na = ${:b}${b:}\nb = 1\n[]x]\n"},
  });
}

// Without these sections the references are ours, and mistakes in Python.
TEST_F(AgreesWithPythonOn, SectionsThatAreNamedAsWhatIsOutside) {
  expect_agreement({
      {"[env]\nhome = 1\n[cred]\ntoken = 2\n[s]\na = ${env:HOME}\nb = ${cred:token}\n"
       "c = ${env:PATH}\nd = ${env:HOME:-3}\ne = ${env:home:x}\nf = ${cred:token:-}\n"},
      {"[DEFAULT]\npath = 1\n[env]\n[cred]\n[s]\na = ${env:PATH}\nb = ${cred:path}\n"},
      {"[ENV]\nhome = 1\n[s]\na = ${ENV:home}\nb = ${env :home}\nc = $${env:HOME}\n"},
  });
}

TEST_F(AgreesWithPythonOn, AFileWithAllOfItAtOnce) {
  expect_agreement({
      {"  # indented from the start\n\n\t; and again\n  [odd]\n    a = first\n\n      # within\n"
       "      second ; kept\n    \t\n      [third]\n    b =\n      ${c}\n   [DEFAULT]\n   c = go "
       "$$\n"
       "   [has, commas = and signs: too]\n     are they = no\n     片仮名 = 平仮名\n       かな\n"
       "       # 注\n       終\n   [odd again]\n   c = ${odd:b}\n"},
      {"# shares\n[global]\n   workgroup = HOME\n   max log = 50\n;  guest = pc\n   hosts = 127.\n"
       "   path = %m/%u ; %h\n\n[print$]\n   path = /x\n   cmd = cat %s; rm %s\n#[tmp]\n"
       "   mask = 0700\n"},
      {"", "\n", "# c", "[s]", "[s]\n\n", "\r\n[t]\r\na = 1\r\n\r\n  2"},
  });
}

}  // namespace

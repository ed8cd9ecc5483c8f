// Answers the conformance requests on standard input, one a line, with the test build of the native library.

import Foundation
import MotCuaConform

let input = FileHandle.standardInput.readDataToEndOfFile()
var output = Data()
var lines = input.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
if lines.last?.isEmpty == true { lines.removeLast() }
for line in lines {
    let answer =
        if let text = String(validating: line, as: UTF8.self) {
            conform(line: text)
        } else {
            #"{"code":"json/utf8","id":null,"ok":false}"#
        }
    output.append(contentsOf: answer.utf8)
    output.append(UInt8(ascii: "\n"))
}
try FileHandle.standardOutput.write(contentsOf: output)
